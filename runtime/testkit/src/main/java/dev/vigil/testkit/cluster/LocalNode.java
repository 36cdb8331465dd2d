package dev.vigil.testkit.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.cluster.EngineConfig;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import scala.reflect.ClassTag;

/**
 * One node of a {@link LocalCluster}: an engine as a node starts it, with an actor system, a remoting port and connections
 * to the database of its own.
 *
 * <p>Threading: safe to share; {@link #stop} blocks.
 */
@SuppressWarnings("deprecation") // Artery's test mode takes its orders in the words of the transport before it
public final class LocalNode {
    private static final String BOTH_WAYS = ThrottlerTransportAdapter.class.getName() + "$Direction$Both";
    private static final Duration END = Duration.ofSeconds(60);
    /**
     * Beside the firewall: what keeps several nodes in one process from treading on each other's feet. All of them run the same
     * compiled code, so that none has to settle first.
     */
    private static final Config IN_ONE_PROCESS =
            ConfigFactory.parseString("""
            pekko {
              actor.provider = "%s"
              remote.artery.advanced.test-mode = on
              cluster.jmx.enabled = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              jvm-shutdown-hooks = off
            }
            vigil.settled-after = 0s
            """.formatted(FirewalledProvider.class.getName()));

    private final ActorSystem<?> system;
    private final PekkoEngine engine;
    private final MeterRegistry meters;
    private final String address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalNode(ActorSystem<?> system, PekkoEngine engine, MeterRegistry meters) {
        this.system = system;
        this.engine = engine;
        this.meters = meters;
        this.address = FirewalledRef.text(Cluster.get(system).selfMember().address());
    }

    /** Starts a node; it joins on its own. */
    static LocalNode start(NodePlan plan, Firewall firewall) {
        var settings = plan.settings();
        var database = Database.open(settings.journal(), settings.slots());
        var meters = new SimpleMeterRegistry();
        boolean started = false;
        try {
            var setup = ActorSystemSetup.create(
                    BootstrapSetup.create(EngineConfig.over(plan.pekko().withFallback(IN_ONE_PROCESS), settings)),
                    database.setup(),
                    new FirewallSetup(firewall));
            var system = ActorSystem.create(Behaviors.empty(), "vigil", setup);
            var engine = PekkoEngine.start(
                    system, database, settings, plan.sensors(), plan.triggers(), meters, Tracing.OFF, plan.clock());
            started = true;
            return new LocalNode(system, engine, meters);
        } finally {
            if (!started) {
                database.close();
            }
        }
    }

    /** Its engine. */
    public PekkoEngine engine() {
        return engine;
    }

    /** The actor system that it runs in. */
    public ActorSystem<?> system() {
        return system;
    }

    /** What it counts. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Where the others reach it, as {@code HOST:PORT}. */
    public String address() {
        return address;
    }

    /** Whether its actor system runs. */
    public boolean isRunning() {
        return !system.getWhenTerminated().toCompletableFuture().isDone();
    }

    /** Stops in order, as on a signal: slots are handed over, then it leaves. Does nothing where it has ended. */
    public void stop() {
        system.terminate();
        awaitEnd();
    }

    /**
     * Ends as if its process were killed: from now on none of its messages reaches another node, and soon its port refuses
     * connections. Its threads cannot be killed, so that a write that was under way may still come to its end.
     */
    void beginToDie() {
        ((ActorSystemImpl) system.classicSystem()).finalTerminate();
    }

    /**
     * Waits until it has ended by itself.
     *
     * @throws IllegalStateException if that takes longer than a minute
     */
    public void awaitEnd() {
        try {
            system.getWhenTerminated().toCompletableFuture().get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node " + address + " has not ended within " + END, e);
        }
        if (closed.compareAndSet(false, true)) {
            engine.close();
        }
    }

    void cutFrom(LocalNode other) {
        command(other, ThrottlerTransportAdapter.Blackhole$.MODULE$);
    }

    void healTo(LocalNode other) {
        command(other, ThrottlerTransportAdapter.Unthrottled$.MODULE$);
    }

    /** By Artery's own test mode, which leaves nothing out. */
    private void command(LocalNode other, ThrottlerTransportAdapter.ThrottleMode mode) {
        var classic = (ActorSystemImpl) system.classicSystem();
        // An object in an object, which Java has no name for.
        var both = classic.dynamicAccess()
                .getObjectFor(
                        BOTH_WAYS,
                        ClassTag.<ThrottlerTransportAdapter.Direction>apply(ThrottlerTransportAdapter.Direction.class))
                .get();
        var peer = Cluster.get(other.system).selfMember().address();
        var _ = ((RemoteActorRefProvider) classic.provider())
                .transport()
                .managementCommand(new ThrottlerTransportAdapter.SetThrottle(peer, both, mode));
    }
}
