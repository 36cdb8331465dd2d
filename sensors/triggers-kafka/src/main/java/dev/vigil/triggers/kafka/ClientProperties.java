package dev.vigil.triggers.kafka;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads what is meant for Kafka's client itself: where the brokers are, and properties under Kafka's own names, either as they are
 * or each in a file of its own.
 */
final class ClientProperties {
    private static final int LONGEST_BYTES = 64 << 10;
    private static final int LAST_PORT = 65_535;
    private static final Pattern SERVER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

    private final Map<String, Object> properties = new TreeMap<>();
    private final Set<String> taken;

    private ClientProperties(Set<String> taken) {
        this.taken = taken;
    }

    /**
     * The properties by name, without those of {@link #servers}.
     *
     * @param taken names that are not to be configured so
     */
    static Map<String, Object> from(Settings settings, Set<String> taken) {
        var client = new ClientProperties(taken);
        client.read(settings.section("properties"), "", false);
        client.read(settings.section("properties-from-files"), "", true);
        return client.properties;
    }

    /** Brokers to begin with, each with a port. */
    static List<String> servers(Settings settings) {
        var servers = settings.texts("servers", List.of());
        if (servers.isEmpty() || !servers.stream().allMatch(ClientProperties::isServer)) {
            settings.problem("servers", "one or more brokers such as \"kafka-1.example:9092\"");
        }
        return servers;
    }

    private static boolean isServer(String text) {
        var form = SERVER.matcher(text);
        if (!form.matches()) {
            return false;
        }
        int port = Integer.parseInt(form.group(2));
        return port > 0 && port <= LAST_PORT;
    }

    /** A name with dots is a section within a section, unless it stands in quotes. */
    private void read(Settings section, String before, boolean isFile) {
        for (var key : section.keys()) {
            var name = before + key;
            if (section.isSection(key)) {
                read(section.section(key), name + ".", isFile);
            } else {
                property(section, key, name, isFile);
            }
        }
    }

    private void property(Settings section, String key, String name, boolean isFile) {
        var text = section.text(key, "");
        var value = isFile ? contents(text) : Optional.of(text);
        if (taken.contains(name)) {
            section.problem(
                    key, "a property of Kafka's client that does not follow from other keys, as " + name + " does");
        } else if (value.isEmpty()) {
            section.problem(key, "a readable file of 1 to " + LONGEST_BYTES + " bytes of text in UTF-8");
        } else if (properties.put(name, value.get()) != null) {
            section.problem(key, "each property once");
        }
    }

    /** What the file holds, without the line end that editors put there. */
    private static Optional<String> contents(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            var bytes = in.readNBytes(LONGEST_BYTES + 1);
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("\\r?\\n\\z", "");
            return bytes.length > LONGEST_BYTES || text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
