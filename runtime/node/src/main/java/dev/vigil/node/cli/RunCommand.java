package dev.vigil.node.cli;

import dev.vigil.node.EngineFactory;
import dev.vigil.node.Node;
import dev.vigil.node.StartException;
import dev.vigil.node.config.ConfigurationException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one node until a signal ends it. */
@Command(name = "run", description = "Runs a node until it gets a signal.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    private final EngineFactory engines;

    RunCommand(EngineFactory engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() throws ConfigurationException, StartException {
        var node = Node.start(configuration.plan(), engines, Clock.systemUTC());
        var signalled = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, signalled), "stop"));
        node.whenStopped().toCompletableFuture().join();
        if (signalled.get()) {
            // The hook ends the process; this thread must not do so first.
            awaitHalt();
        }
        return ExitCode.FAILED;
    }

    /** A signal is an order and not a failure: the process ends with 0, where the JVM itself would say 128 + signal. */
    private static void stop(Node node, AtomicBoolean signalled) {
        if (node.whenStopped().toCompletableFuture().isDone()) {
            return;
        }
        signalled.set(true);
        node.close();
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private static void awaitHalt() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
