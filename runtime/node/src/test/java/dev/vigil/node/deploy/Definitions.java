package dev.vigil.node.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the definitions of added kinds say of the fields that are used here.
 *
 * @param types by group and version, kind and path
 */
record Definitions(Map<String, String> types) {
    static Definitions read() throws IOException {
        var types = new TreeMap<String, String>();
        try (var file = Objects.requireNonNull(Definitions.class.getResourceAsStream("definitions.txt"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                var words = line.split(" ", 4);
                types.put(words[0] + " " + words[1] + " " + words[2], words[3]);
            });
        }
        return new Definitions(types);
    }

    /** The fields that are in no definition, or hold what they may not. */
    List<String> unknownFields(Manifest manifest) {
        var unknown = new ArrayList<String>();
        manifest.root().keys().stream()
                .filter(key ->
                        !List.of("apiVersion", "kind", "metadata", "spec").contains(key))
                .forEach(unknown::add);
        walk(manifest.apiVersion() + " " + manifest.kind() + " ", "spec", manifest.spec(), unknown);
        return unknown;
    }

    private void walk(String kind, String path, Part part, List<String> unknown) {
        if (part.value() instanceof Map && !types.containsKey(kind + path)) {
            for (var key : part.keys()) {
                var known = types.containsKey(kind + path + ".*") ? path + ".*" : path + "." + key;
                walk(kind, known, part.at(key), unknown);
            }
        } else if (part.value() instanceof List) {
            part.items().forEach(item -> walk(kind, path + "[]", item, unknown));
        } else if (!fits(types.getOrDefault(kind + path, "nothing"), part)) {
            unknown.add(part.where() + " = " + part.value());
        }
    }

    private static boolean fits(String type, Part part) {
        var choice = Pattern.compile("string\\((.*)\\)").matcher(type);
        if (choice.matches()) {
            return List.of(choice.group(1).split("\\|", -1)).contains(part.textOr(""));
        }
        return switch (type) {
            case "string" -> part.value() instanceof String;
            case "integer" -> part.value() instanceof Integer;
            case "boolean" -> part.value() instanceof Boolean;
            case "object" -> part.value() == null || Map.of().equals(part.value());
            case "integer-or-string" -> part.value() instanceof String || part.value() instanceof Integer;
            default -> false;
        };
    }
}
