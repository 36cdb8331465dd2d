package dev.vigil.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.Engine;
import dev.vigil.node.config.NodePlan;
import dev.vigil.node.config.NodeSettings;
import dev.vigil.node.management.Probes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node.
 *
 * <p>Threading: safe to share.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final ActorSystem<?> system;
    private final Engine engine;
    private final Listeners listeners;

    private Node(ActorSystem<?> system, Engine engine, Listeners listeners) {
        this.system = system;
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
        var system = ActorSystem.create(Behaviors.empty(), "vigil", pekko(plan, engines));
        try {
            var node = start(plan, engines, clock, system);
            LOG.info("ready http={} management={}", node.listeners.http(), node.listeners.management());
            return node;
        } catch (StartException e) {
            Stopping.now(system, Closed.REASON);
            throw e;
        }
    }

    private static Node start(NodePlan plan, EngineFactory engines, InstantSource clock, ActorSystem<?> system)
            throws StartException {
        var management = Listeners.management(system, plan.settings().management());
        var engine = engine(plan, engines, clock, system);
        var stopping = Stopping.of(system, engine);
        var listeners = Listeners.start(system, plan, engine, clock, stopping, management);
        Probes.of(system).serving(engine::health);
        return new Node(system, engine, listeners);
    }

    private static Engine engine(NodePlan plan, EngineFactory engines, InstantSource clock, ActorSystem<?> system)
            throws StartException {
        try {
            return engines.start(
                    system,
                    plan.settings().engine(),
                    plan.components().sensors(),
                    plan.components().triggers(),
                    Probes.of(system).meters(),
                    clock);
        } catch (RuntimeException e) {
            throw new StartException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static Config pekko(NodePlan plan, EngineFactory engines) {
        var management = plan.settings().management();
        var listening = Map.of(
                "pekko.management.http.hostname", management.host(),
                "pekko.management.http.port", management.port());
        return plan.pekko()
                .withFallback(ConfigFactory.parseMap(listening, "vigil.management"))
                .withFallback(ConfigFactory.parseResources(Node.class.getClassLoader(), "vigil-node.conf"))
                .withFallback(engines.pekko(plan.settings().engine()))
                .withFallback(ConfigFactory.defaultReference(Node.class.getClassLoader()))
                .resolve();
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
        return system.getWhenTerminated();
    }

    /** Stops in order and returns when all is done: unready, no more input, what is under way, slots, member, system. */
    @Override
    public void close() {
        Stopping.now(system, Closed.REASON);
    }
}
