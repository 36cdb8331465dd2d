package dev.vigil.node.cli;

import dev.vigil.node.client.NodeClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class DeadLetterOptions {
    @Option(names = "--sensor", paramLabel = "SENSOR", description = "Those of that sensor.")
    private Optional<String> sensor = Optional.empty();

    @Option(names = "--trigger", paramLabel = "TRIGGER", description = "Those of that trigger.")
    private Optional<String> trigger = Optional.empty();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Those of that reason: HANDLER_FAILED, REJECTED, KEY_FAILED or NOT_DELIVERED.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "Those since then, such as 2026-01-31T12:00:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Those before then.")
    private Optional<String> to = Optional.empty();

    /** Whether it is not said which. */
    boolean isEmpty() {
        return query().isEmpty();
    }

    /** As the end of a query, each of them after an ampersand. */
    String query() {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        all.put("sensor", sensor);
        all.put("trigger", trigger);
        all.put("reason", reason);
        all.put("from", from);
        all.put("to", to);
        return all.entrySet().stream()
                .filter(option -> option.getValue().isPresent())
                .map(option -> "&" + option.getKey() + "="
                        + NodeClient.encoded(option.getValue().get()))
                .collect(Collectors.joining());
    }
}
