package dev.vigil.node.cli;

import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has dead letters handled or delivered again, each once. */
@Command(
        name = "redrive",
        description = "Has one dead letter, or those that are meant, handled or delivered again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil redrive 3-5f0c1e...", "  vigil redrive --trigger pager --from 2026-01-31T12:00:00Z"})
final class RedriveCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Mixin
    private ManyDeadLetters many = new ManyDeadLetters();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The one to redrive.")
    private Optional<String> id = Optional.empty();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        many.check(id);
        try (var node = options.client()) {
            return id.isPresent()
                    ? one(node, id.get())
                    : many.each(node, options, "POST", DeadLettersCommand.PATH + "/redrive");
        }
    }

    /** It is asked for as it was seen, so that an order that is sent twice redrives it once. */
    private int one(NodeClient node, String wanted)
            throws UnreachableException, AnsweredException, InterruptedException {
        var path = DeadLettersCommand.PATH + "/" + NodeClient.encoded(wanted);
        var redrives = node.get(path).json().path("redrives").asText();
        var answer = node.order("POST", path + "/redrive?redrives=" + redrives);
        var outcome = answer.json().path("outcome").asText();
        if (options.isJson()) {
            options.out().println(answer.line());
        } else {
            options.screen().line((outcome + " " + answer.json().path("cause").asText()).strip());
        }
        return outcome.equals("failed-again") ? ExitCode.FAILED : ExitCode.OK;
    }
}
