package dev.vigil.node.cli;

import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Drops what is kept of a sensor that is not configured any more. */
@Command(
        name = "drop",
        description = "Drops the state of a sensor that is not configured any more, for good.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  vigil drop old-readings")
final class DropCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Parameters(paramLabel = "SENSOR", description = "The sensor whose state is dropped.")
    private String sensor = "";

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        try (var node = options.client()) {
            var answer = node.order("DELETE", "/sensors/" + NodeClient.encoded(sensor));
            options.out()
                    .println(
                            options.isJson()
                                    ? answer.line()
                                    : answer.json().path("outcome").asText());
            return ExitCode.OK;
        }
    }
}
