package dev.vigil.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.UnreachableException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows outages, and how often and how long they were. */
@Command(
        name = "availability",
        description = "Shows how available a running cluster was, and each outage.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil availability", "  vigil availability --json | jq '.windows[]'"})
final class AvailabilityCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        try (var node = options.client()) {
            var answer = node.get("/availability");
            var view = answer.json();
            if (options.isJson()) {
                options.out().println(answer.line());
                return ExitCode.OK;
            }
            show(options.screen(), view);
        }
        return ExitCode.OK;
    }

    private static void show(Screen screen, JsonNode view) {
        screen.line("watched since " + view.path("since").asText());
        if (!view.path("current").asBoolean()) {
            screen.alarm("not current: the journal's database does not answer");
        }
        if (!view.path("unserved").isEmpty()) {
            screen.alarm("slots not served now: " + view.path("unserved"));
        }
        var windows = new Table(screen, "WINDOW", "WATCHED s", "AVAILABLE", "NINES");
        for (var window : view.path("windows")) {
            windows.row(
                    false,
                    window.path("length").asText(),
                    window.path("watchedSeconds").asText(),
                    window.path("ratio").asText(),
                    window.path("nines").asText("-"));
        }
        screen.line("");
        windows.show();
        var outages = new Table(screen, "OUTAGE", "SECONDS", "SLOTS", "CAUSE");
        for (var outage : view.path("outages")) {
            var isOver = outage.path("over").asBoolean();
            outages.row(
                    !isOver,
                    outage.path("start").asText(),
                    outage.path("seconds").asText() + (isOver ? "" : " so far"),
                    outage.path("slots").asText(),
                    outage.path("cause").asText());
        }
        screen.line("");
        outages.show();
    }
}
