package dev.vigil.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.UnreachableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a stretch of one partition's log, up to where it ends when it is asked for. */
@Command(
        name = "events",
        description = "Lists the events of one partition of a running node's bus.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil events 0 --limit 20", "  vigil events 7 --from 120000 --json | jq -c '.events[].event'"})
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Parameters(index = "0", paramLabel = "PARTITION", description = "The partition, the first one being 0.")
    private int partition;

    @Option(names = "--from", paramLabel = "OFFSET", description = "The first offset to show; without it the oldest.")
    private Optional<Long> from = Optional.empty();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        var remaining = pages.limit();
        var screen = options.screen();
        var table = new Table(screen, "OFFSET", "ACCEPTED", "TYPE", "SOURCE", "SUBJECT", "ID");
        var next = from.orElse(0L);
        var start = from.map(offset -> "from=" + offset + "&").orElse("");
        var end = Long.MAX_VALUE;
        try (var node = options.client()) {
            while (remaining > 0 && next < end && !screen.isGone()) {
                var limit = PageOptions.page(Math.min(remaining, end - next));
                var answer = node.get("/events/" + partition + "?" + start + "limit=" + limit);
                var page = answer.json();
                var events = page.path("events");
                if (options.isJson()) {
                    options.out().println(answer.line());
                } else {
                    events.forEach(entry -> row(table, entry));
                    table.show();
                }
                if (events.isEmpty()) {
                    break;
                }
                // What is published meanwhile is not waited for.
                end = Math.min(end, page.path("end").asLong());
                next = events.path(events.size() - 1).path("offset").asLong() + 1;
                start = "from=" + next + "&";
                remaining -= events.size();
            }
        }
        return ExitCode.OK;
    }

    private static void row(Table table, JsonNode entry) {
        var event = entry.path("event");
        table.row(
                false,
                entry.path("offset").asText(),
                entry.path("accepted").asText(),
                event.path("type").asText(),
                event.path("source").asText(),
                event.path("subject").asText(),
                event.path("id").asText());
    }
}
