package dev.vigil.node.cli;

import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one instance: its state and its timers. */
@Command(
        name = "state",
        description = "Shows what a sensor of a running node knows under one key.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil state readings d-17", "  vigil state readings d-17 --json | jq .state"})
final class StateCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Parameters(index = "0", paramLabel = "SENSOR", description = "The sensor.")
    private String sensor = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "The key of the instance.")
    private String key = "";

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        try (var node = options.client()) {
            var answer = node.get("/sensors/" + NodeClient.encoded(sensor) + "/" + NodeClient.encoded(key));
            var instance = answer.json();
            if (options.isJson()) {
                options.out().println(answer.line());
                return ExitCode.OK;
            }
            var screen = options.screen();
            screen.line("updated " + instance.path("updated").asText());
            instance.path("timers")
                    .properties()
                    .forEach(timer -> screen.line("timer " + timer.getKey() + " at "
                            + timer.getValue().asText()));
            instance.path("state").toPrettyString().lines().forEach(screen::line);
        }
        return ExitCode.OK;
    }
}
