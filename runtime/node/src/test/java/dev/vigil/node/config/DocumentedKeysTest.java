package dev.vigil.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.api.Settings.Problem;
import dev.vigil.api.SourceKind;
import dev.vigil.api.TriggerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Asks every reader which keys it knows, by giving it one that nobody knows, and looks each up in vigil.conf. Kinds of
 * tests are left out.
 */
class DocumentedKeysTest {
    private static final String UNKNOWN = "zzz-unknown";

    @Test
    void everyKeyThatIsReadAnywhereIsDocumented() throws IOException {
        var documented = documentedKeys();
        var undocumented = new TreeMap<String, String>();
        for (var key : keysRead().entrySet()) {
            if (!documented.contains(key.getValue())) {
                undocumented.put(key.getKey(), key.getValue());
            }
        }
        assertThat(undocumented).isEmpty();
    }

    @Test
    void theKeysThatAreLookedUpAreAllThereAre() {
        assertThat(keysRead().keySet())
                .contains(
                        "vigil.slots",
                        "vigil.http.port",
                        "vigil.journal.password-file",
                        "vigil.triggers.x.retry.jitter",
                        "vigil.sensors.x.class");
    }

    private static Set<String> documentedKeys() throws IOException {
        try (var file =
                Objects.requireNonNull(DocumentedKeysTest.class.getClassLoader().getResourceAsStream("vigil.conf"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var keys = new TreeSet<String>();
            var matcher = Pattern.compile("(?m)^[\\s#]*([a-z0-9-]+)\\s*[={]").matcher(text);
            while (matcher.find()) {
                keys.add(matcher.group(1));
            }
            return keys;
        }
    }

    /** Every key that is read, by its path. */
    private static Map<String, String> keysRead() {
        var found = new TreeMap<String, String>();
        collect(found, new ArrayList<>(List.of("vigil")));
        for (var area : kinds().entrySet()) {
            for (var kind : area.getValue()) {
                collect(found, new ArrayList<>(List.of("vigil", area.getKey(), "x")), Optional.of(kind));
            }
        }
        collect(found, new ArrayList<>(List.of("vigil", "sensors", "x")), Optional.of("test-counting"));
        found.keySet().removeIf(path -> path.endsWith(".limit"));
        return found;
    }

    private static Map<String, List<String>> kinds() {
        return Map.of(
                "sources",
                ServiceLoader.load(SourceKind.class).stream()
                        .map(p -> p.get().kind())
                        .toList(),
                "sensors",
                ServiceLoader.load(SensorKind.class).stream()
                        .map(p -> p.get().kind())
                        .filter(kind -> !kind.startsWith("test-"))
                        .toList(),
                "triggers",
                ServiceLoader.load(TriggerKind.class).stream()
                        .map(p -> p.get().kind())
                        .toList());
    }

    private static void collect(Map<String, String> found, List<String> path) {
        collect(found, path, Optional.empty());
    }

    private static void collect(Map<String, String> found, List<String> path, Optional<String> kind) {
        var at = String.join(".", path) + "." + UNKNOWN;
        for (var problem : problems(path, kind)) {
            if (problem.path().equals(at) && problem.expected().startsWith("one of ")) {
                for (var key : problem.expected().substring("one of ".length()).split(", ", -1)) {
                    if (found.putIfAbsent(String.join(".", path) + "." + key, key) == null && !isNamed(key)) {
                        var inner = new ArrayList<>(path);
                        inner.add(key);
                        collect(found, inner, kind);
                    }
                }
            }
        }
    }

    private static boolean isNamed(String key) {
        return List.of("sources", "sensors", "triggers").contains(key);
    }

    private static List<Problem> problems(List<String> path, Optional<String> kind) {
        Map<String, Object> values = Map.of(UNKNOWN, 1);
        for (var depth = path.size() - 1; depth >= 0; depth--) {
            var outer = new HashMap<String, Object>();
            outer.put(path.get(depth), withKind(values, depth == 2 ? kind : Optional.empty()));
            values = outer;
        }
        try {
            NodePlan.of(new Configuration(new Settings("", values), com.typesafe.config.ConfigFactory.empty()));
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    private static Map<String, Object> withKind(Map<String, Object> values, Optional<String> kind) {
        var with = new HashMap<>(values);
        kind.ifPresent(name -> with.put("kind", name));
        return with;
    }
}
