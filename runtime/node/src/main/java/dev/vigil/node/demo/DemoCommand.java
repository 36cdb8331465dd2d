package dev.vigil.node.demo;

import dev.vigil.node.EngineFactory;
import dev.vigil.node.Node;
import dev.vigil.node.StartException;
import dev.vigil.node.config.ConfigurationException;
import dev.vigil.node.config.NodePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows Vigil at work, on data that it ships. */
@Command(
        name = "demo",
        description =
                "A tour: starts a node on a journal of its own, gives it the GitHub deliveries, device readings and the file"
                        + " that are shipped, shows what fires, why, and what is known, and stays up until Ctrl-C.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DemoCommand implements Callable<Integer> {
    /** Where the data is kept if nothing else is said. */
    static final Path FOLDER = Path.of("demo-data");

    private static final Duration BETWEEN_DELIVERIES = Duration.ofMillis(60);
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the demo keeps its data.")
    private Path folder = FOLDER;

    @Option(names = "--port", paramLabel = "PORT", description = "The port of the HTTP API; 0 takes any that is free.")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "The port of management; 0 takes any that is free.")
    private int managementPort;

    @Option(names = "--once", description = "Ends when all has been shown.")
    private boolean isOnce;

    @Option(names = "--fast", description = "Sends without pauses for the eye.")
    private boolean isFast;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final EngineFactory engines;

    /** A demonstration of a node with such an engine. */
    public DemoCommand(EngineFactory engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() throws ConfigurationException, StartException, InterruptedException {
        checkPort("--port", port);
        checkPort("--management-port", managementPort);
        QuietLog.apply();
        var console = Console.of(spec.commandLine().getOut());
        try {
            var feed = Feed.shipped();
            var story = new Story(feed);
            try (var sink = FiringSink.start(fired -> story.of(fired).forEach(console::line))) {
                return play(feed, sink, console);
            }
        } catch (IOException e) {
            console.endProgress();
            spec.commandLine()
                    .getErr()
                    .println("the demo ended early: " + (e.getMessage() == null ? e : e.getMessage())
                            + "; run it again to go on where it stopped");
            return ExitCode.SOFTWARE;
        }
    }

    private Integer play(Feed feed, FiringSink sink, Console console)
            throws ConfigurationException, StartException, IOException, InterruptedException {
        var signature = Signature.madeUp();
        var ofShips = StandardSignature.madeUp();
        var plan = DemoPlan.of(folder, port, managementPort, sink.url(), signature, ofShips);
        console.line("Starting a node that keeps its data in " + folder + " ...");
        var demo = new Demo(feed, folder, isFast ? Duration.ZERO : BETWEEN_DELIVERIES, console);
        try (var node = start(plan);
                var _ = Interruption.closing(node, console)) {
            console.line(
                    "It serves on " + Demo.url(node.http()) + ", management on " + Demo.url(node.management()) + ".");
            demo.play(node, sink, signature, ofShips);
            demo.farewell(node, !isOnce);
            if (!isOnce) {
                node.whenStopped().toCompletableFuture().join();
            }
        }
        return ExitCode.OK;
    }

    private Node start(NodePlan plan) throws StartException {
        try {
            return Node.start(plan, engines, Clock.systemUTC());
        } catch (StartException e) {
            throw new StartException(Advice.to(String.valueOf(e.getMessage())), e);
        }
    }

    private void checkPort(String option, int value) {
        if (value < 0 || value > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + "; expected a port from 0 to " + HIGHEST_PORT);
        }
    }
}
