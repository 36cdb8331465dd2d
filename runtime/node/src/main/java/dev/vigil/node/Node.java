package dev.vigil.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.Engine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.node.config.NodePlan;
import dev.vigil.node.config.NodeSettings;
import dev.vigil.node.management.Probes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One running node.
 *
 * <p>Threading: safe to share.
 */
public final class Node implements AutoCloseable {
    private final ActorSystem<?> system;
    private final CompletionStage<Done> stopped;
    private final Engine engine;
    private final Listeners listeners;

    private Node(ActorSystem<?> system, CompletionStage<Done> stopped, Engine engine, Listeners listeners) {
        this.system = system;
        this.stopped = stopped;
        this.engine = engine;
        this.listeners = listeners;
    }

    /** Why a node stops. */
    private static final class Closed implements CoordinatedShutdown.Reason {
        private static final Closed REASON = new Closed();
    }

    /**
     * Starts a node and returns it when it serves. Blocks.
     *
     * @throws StartException if something stands in the way; nothing keeps running then
     */
    public static Node start(NodePlan plan, EngineFactory engines, InstantSource clock) throws StartException {
        makeDataFolder(plan.settings());
        var opened = attempt(() -> engines.open(plan.settings().engine()));
        var system = system(plan, opened);
        var tracing = TraceExport.start(plan.settings().tracing());
        var stopped =
                system.getWhenTerminated().thenApplyAsync(done -> closed(opened, tracing, done), Stopping.OWN_THREAD);
        try {
            return start(plan, opened, tracing, new SteadyClock(clock, System::nanoTime), system, stopped);
        } catch (StartException e) {
            var why = whyItStops(system).orElse(e);
            Stopping.now(system, stopped, Closed.REASON);
            throw why;
        }
    }

    private static Node start(
            NodePlan plan,
            EngineFactory.Opened opened,
            Tracing tracing,
            InstantSource clock,
            ActorSystem<?> system,
            CompletionStage<Done> stopped)
            throws StartException {
        var management = Listeners.management(system, plan.settings().management());
        if (plan.settings().engine().cluster().join() instanceof Join.Discovered how) {
            Probes.of(system).doubt(Bootstrap.start(system, how)::trouble);
        }
        var components = plan.components();
        var meters = Probes.of(system).meters();
        var engine = attempt(
                () -> opened.start(system, components.sensors(), components.triggers(), meters, tracing, clock));
        var why = whyItStops(system);
        if (why.isPresent()) {
            throw why.get();
        }
        var listeners = Listeners.start(system, plan, engine, clock, Stopping.of(system), management);
        Probes.of(system).serving(engine::health);
        return new Node(system, stopped, engine, listeners);
    }

    /** What is started on a system that has begun to stop by itself fails in many ways; why it stops is what counts. */
    private static Optional<StartException> whyItStops(ActorSystem<?> system) {
        return CoordinatedShutdown.get(system)
                .getShutdownReason()
                .map(reason -> new StartException(
                        reason.equals(CoordinatedShutdown.incompatibleConfigurationDetectedReason())
                                ? "this node does not fit into the cluster that its seeds belong to; the line before says why"
                                : "the node stopped while it started: " + reason));
    }

    /** What stands in the way of the engine it says itself. */
    private static <T> T attempt(Supplier<T> start) throws StartException {
        try {
            return start.get();
        } catch (RuntimeException e) {
            throw new StartException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static ActorSystem<?> system(NodePlan plan, EngineFactory.Opened opened) throws StartException {
        try {
            var setup = ActorSystemSetup.create(opened.setups().toArray(new Setup[0]))
                    .withSetup(BootstrapSetup.create(opened.pekko(pekko(plan))));
            return ActorSystem.create(Behaviors.empty(), "vigil", setup);
        } catch (ConfigException e) {
            opened.close();
            throw new StartException("pekko: " + e.getMessage(), e);
        }
    }

    private static Done closed(EngineFactory.Opened opened, Tracing tracing, Done done) {
        opened.close();
        tracing.close();
        return done;
    }

    /** What the user says to Pekko, over what the node does. */
    private static Config pekko(NodePlan plan) {
        var management = plan.settings().management();
        var listening = Map.of(
                "pekko.management.http.hostname", management.host(),
                "pekko.management.http.port", management.port());
        return plan.pekko()
                .withFallback(ConfigFactory.parseMap(listening, "vigil.management"))
                .withFallback(ConfigFactory.parseResources(Node.class.getClassLoader(), "vigil-node.conf"));
    }

    private static void makeDataFolder(NodeSettings settings) throws StartException {
        var folder = settings.dataFolder();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException("vigil.data-folder: \"" + folder + "\"; expected a folder that can be made", e);
        }
        if (!Files.isWritable(folder)) {
            throw new StartException("vigil.data-folder: \"" + folder + "\"; expected a folder that can be written");
        }
    }

    /** Where the HTTP API listens. */
    public InetSocketAddress http() {
        return listeners.http();
    }

    /** Where management listens. */
    public InetSocketAddress management() {
        return listeners.management();
    }

    /** The engine of this node. */
    public Engine engine() {
        return engine;
    }

    /** Completes when the node has stopped, by {@link #close()} or by itself. */
    public CompletionStage<Done> whenStopped() {
        return stopped;
    }

    /** Stops in order and returns when all is done: unready, no more input, what is under way, slots, member, system. */
    @Override
    public void close() {
        Stopping.now(system, stopped, Closed.REASON);
    }
}
