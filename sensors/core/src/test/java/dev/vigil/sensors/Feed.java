package dev.vigil.sensors;

import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files of events, one a line. */
public final class Feed {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path DEMO = ROOT.resolve("runtime/node/src/main/resources/dev/vigil/node/demo");

    /** Real deliveries of GitHub's, where the machine has them; they are no part of the project. */
    public static final Path EXAMPLES = ROOT.resolveSibling("shared").resolve("data/github-webhooks.ndjson");

    /** The deliveries that the demo sends. */
    public static final Path DEMO_GITHUB = DEMO.resolve("github.ndjson");

    /** The readings that the demo sends. */
    public static final Path DEMO_READINGS = DEMO.resolve("readings.ndjson");

    private Feed() {}

    private record Delivery(String event, String delivery, Map<String, Object> payload) {}

    private record Structured(String id, String source, String type, String subject, Map<String, Object> data) {}

    /** Webhook deliveries as the webhook source would publish them. */
    public static List<Event> deliveries(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> read(line, Delivery.class))
                .map(d -> Event.of("/github", d.delivery(), d.event())
                        .json(d.payload())
                        .build())
                .toList();
    }

    /** CloudEvents in structured mode. */
    public static List<Event> structured(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> read(line, Structured.class))
                .map(s -> Event.of(s.source(), s.id(), s.type())
                        .subject(s.subject())
                        .json(s.data())
                        .build())
                .toList();
    }

    private static <T> T read(String line, Class<T> type) {
        return DataFormat.json().read(ByteBuffer.wrap(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)), type);
    }
}
