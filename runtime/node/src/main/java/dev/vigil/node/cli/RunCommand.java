package dev.vigil.node.cli;

import dev.vigil.node.EngineFactory;
import dev.vigil.node.Node;
import dev.vigil.node.StartException;
import dev.vigil.node.config.ConfigurationException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one node until a signal ends it. */
@Command(name = "run", description = "Runs a node until it gets a signal.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    private final EngineFactory engines;

    RunCommand(EngineFactory engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() throws ConfigurationException, StartException {
        var plan = configuration.plan();
        var running = new AtomicReference<@Nullable Node>();
        var hook = new Thread(() -> stop(running.get()), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var node = Node.start(plan, engines, Clock.systemUTC());
            running.set(node);
            LOG.info("ready http={} management={}", url(node.http()), url(node.management()));
            node.whenStopped().toCompletableFuture().join();
            // Nobody asked for it, unless the hook is what stops it; then the hook also says how the process ends.
            return ExitCode.FAILED;
        } finally {
            forget(hook);
        }
    }

    private static String url(InetSocketAddress address) {
        return "http://" + address.getHostString() + ":" + address.getPort();
    }

    /** A signal is an order and not a failure: the process ends with 0, where the JVM itself would say 128 + signal. */
    private static void stop(@Nullable Node node) {
        if (node != null) {
            LOG.info("stopping");
            node.close();
        }
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already");
        }
    }
}
