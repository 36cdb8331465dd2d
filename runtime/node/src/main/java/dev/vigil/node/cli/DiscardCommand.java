package dev.vigil.node.cli;

import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives dead letters up for good. */
@Command(
        name = "discard",
        description = "Drops one dead letter, or those that are meant, for good.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil discard 3-5f0c1e...", "  vigil discard --sensor readings --reason REJECTED"})
final class DiscardCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Mixin
    private ManyDeadLetters many = new ManyDeadLetters();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The one to drop.")
    private Optional<String> id = Optional.empty();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        many.check(id);
        try (var node = options.client()) {
            if (id.isEmpty()) {
                return many.each(node, options, "DELETE", DeadLettersCommand.PATH);
            }
            var answer = node.order("DELETE", DeadLettersCommand.PATH + "/" + NodeClient.encoded(id.get()));
            options.out()
                    .println(
                            options.isJson()
                                    ? answer.line()
                                    : answer.json().path("outcome").asText());
            return ExitCode.OK;
        }
    }
}
