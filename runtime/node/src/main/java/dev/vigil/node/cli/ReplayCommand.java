package dev.vigil.node.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.Answer;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins the replay of a sensor, shows how it goes, or gives it up. */
@Command(
        name = "replay",
        description =
                "Rebuilds the state of a sensor from the log, beside the one that it has; the new one takes its place"
                        + " when it has come as far.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  vigil replay readings --watch",
            "  vigil replay readings --from 2026-01-31T12:00:00Z --firings on",
            "  vigil replay readings --status"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 1_000;
    private static final List<String> OVER = List.of("done", "given-up");

    @Mixin
    private NodeOptions options = new NodeOptions();

    @Parameters(paramLabel = "SENSOR", description = "The sensor.")
    private String sensor = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "earliest",
            description = "From which time on, or earliest, which is the default.")
    private String from = "earliest";

    @Option(
            names = "--firings",
            paramLabel = "on|off",
            defaultValue = "off",
            description = "off, the default: what would fire is counted; on: it is carried out again, under the same"
                    + " idempotency keys.")
    private String firings = "off";

    @Option(names = "--watch", description = "Shows how it goes, until it is over.")
    private boolean isWatched;

    @ArgGroup
    private Instead instead = new Instead();

    /** What is done instead of beginning one. */
    private static final class Instead {
        @Option(names = "--status", description = "Begins none, and shows how the last one is.")
        private boolean isStatus;

        @Option(names = "--cancel", description = "Begins none, and gives up the one that is under way.")
        private boolean isCancelled;
    }

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        try (var node = options.client()) {
            if (instead.isCancelled) {
                return cancel(node);
            }
            var answer = instead.isStatus ? node.get(path()) : begin(node);
            show(answer);
            while (isWatched && !isOver(answer.json()) && !options.screen().isGone()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                answer = node.get(path());
                show(answer);
            }
            return ExitCode.OK;
        }
    }

    private String path() {
        return "/replays/" + NodeClient.encoded(sensor);
    }

    private Answer begin(NodeClient node) throws UnreachableException, AnsweredException, InterruptedException {
        var body = "{\"from\": \"" + quoted(from) + "\", \"firings\": \"" + quoted(firings) + "\"}";
        return node.order(
                "POST", "/sensors/" + NodeClient.encoded(sensor) + "/replay", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private int cancel(NodeClient node) throws UnreachableException, AnsweredException, InterruptedException {
        var answer = node.order("DELETE", path());
        options.out()
                .println(
                        options.isJson()
                                ? answer.line()
                                : answer.json().path("outcome").asText());
        return ExitCode.OK;
    }

    private void show(Answer answer) throws AnsweredException {
        if (options.isJson()) {
            options.out().println(answer.line());
            return;
        }
        var replay = answer.json();
        options.screen().line(progress(replay));
        if (isOver(replay)) {
            report(replay);
        }
    }

    private static boolean isOver(JsonNode replay) {
        return OVER.contains(replay.path("stage").asText());
    }

    private static String progress(JsonNode replay) {
        var line = new StringBuilder(replay.path("stage").asText())
                .append(": ")
                .append(replay.path("events").asText())
                .append(" events handled, ")
                .append(replay.path("remaining").asText())
                .append(" to go");
        if (!isOver(replay)) {
            var elapsed = Duration.between(Instant.parse(replay.path("begun").asText()), Instant.now());
            line.append(", ")
                    .append(replay.path("events").asLong() * 1_000 / Math.max(1, elapsed.toMillis()))
                    .append(" a second");
        }
        long held = 0;
        for (var slot : replay.path("slots")) {
            held += slot.path("held").asBoolean() ? 1 : 0;
        }
        return held == 0 ? line.toString() : line + "; in " + held + " slots it waits for firings to end";
    }

    private void report(JsonNode replay) {
        var suppressed = replay.path("suppressed");
        var table = new Table(options.screen(), "TRIGGER", "WOULD HAVE FIRED");
        for (var one : suppressed.path("triggers")) {
            var name = one.path("trigger").asText();
            table.row(
                    false,
                    name.isEmpty() ? "(others)" : name,
                    one.path("firings").asText());
        }
        if (!suppressed.path("triggers").isEmpty()) {
            table.show();
        }
        if (replay.path("failed").asLong() > 0) {
            options.screen().alarm(replay.path("failed").asText() + " became dead letters");
        }
    }
}
