package dev.vigil.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what could not be handled or delivered, or one of it with its event or payload. */
@Command(
        name = "dead-letters",
        description = "Lists the dead letters of a running node, or shows one with its cause and content.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil dead-letters --trigger pager", "  vigil dead-letters 3-5f0c1e... --json | jq .payload"})
final class DeadLettersCommand implements Callable<Integer> {
    static final String PATH = "/dead-letters";

    @Mixin
    private NodeOptions options = new NodeOptions();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Mixin
    private DeadLetterOptions meant = new DeadLetterOptions();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The one to show.")
    private Optional<String> id = Optional.empty();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        var limit = pages.limit();
        try (var node = options.client()) {
            if (id.isPresent()) {
                one(node, id.get());
            } else {
                all(node, limit);
            }
        }
        return ExitCode.OK;
    }

    private void one(NodeClient node, String wanted)
            throws UnreachableException, AnsweredException, InterruptedException {
        var answer = node.get(PATH + "/" + NodeClient.encoded(wanted));
        if (options.isJson()) {
            options.out().println(answer.line());
        } else {
            answer.json().toPrettyString().lines().forEach(options.screen()::line);
        }
    }

    private void all(NodeClient node, long limit) throws UnreachableException, AnsweredException, InterruptedException {
        var screen = options.screen();
        var table = new Table(screen, "ID", "AT", "SENSOR", "KEY", "TRIGGER", "REASON", "ATTEMPTS", "CAUSE");
        var remaining = limit;
        var after = "";
        while (remaining > 0 && !screen.isGone()) {
            var answer = node.get(PATH + "?limit=" + PageOptions.page(remaining) + meant.query() + after);
            var page = answer.json();
            var letters = page.path("deadLetters");
            if (options.isJson()) {
                options.out().println(answer.line());
            } else {
                letters.forEach(letter -> row(table, letter));
                table.show();
            }
            remaining -= letters.size();
            if (!page.hasNonNull("next")) {
                return;
            }
            after = "&after=" + NodeClient.encoded(page.path("next").asText());
        }
    }

    private static void row(Table table, JsonNode letter) {
        table.row(
                false,
                letter.path("id").asText(),
                letter.path("at").asText(),
                letter.path("sensor").asText(),
                letter.path("key").asText(),
                letter.path("trigger").asText(),
                letter.path("reason").asText(),
                letter.path("attempts").asText(),
                letter.path("cause").asText());
    }
}
