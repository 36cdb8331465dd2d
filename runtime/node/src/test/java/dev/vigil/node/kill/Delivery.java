package dev.vigil.node.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One webhook delivery of GitHub's. */
record Delivery(String event, String id, JsonNode payload) {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path REAL = ROOT.resolveSibling("shared").resolve("data/github-webhooks.ndjson");
    private static final Path OWN = ROOT.resolve("runtime/node/src/main/resources/dev/vigil/node/demo/github.ndjson");

    /** Real deliveries beside the repository where they are, else those that the demo sends. */
    static Path file() {
        var given = System.getProperty("vigil.kill.deliveries", "");
        return !given.isEmpty() ? Path.of(given) : Files.exists(REAL) ? REAL : OWN;
    }

    static List<Delivery> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(Json::read)
                .map(line -> new Delivery(
                        line.path("event").textValue(), line.path("delivery").textValue(), line.path("payload")))
                .toList();
    }

    Optional<String> repository() {
        return text("/repository/full_name");
    }

    Optional<String> sender() {
        return text("/sender/login");
    }

    /** The deliveries among which the order matters: those that go to one partition for certain. */
    String lane() {
        return repository().orElse("no repository, " + event);
    }

    private Optional<String> text(String pointer) {
        return Optional.ofNullable(payload.at(pointer).textValue());
    }
}
