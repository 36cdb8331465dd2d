package dev.vigil.engine.cluster;

import com.typesafe.config.Config;
import dev.vigil.api.Sensor;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An engine with an actor system of its own, for programs that need nothing else of Pekko. */
public final class EmbeddedEngine implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final ActorSystem<?> system;
    private final PekkoEngine engine;

    private EmbeddedEngine(ActorSystem<?> system, PekkoEngine engine) {
        this.system = system;
        this.engine = engine;
    }

    /**
     * Starts an engine and waits until its slots run.
     *
     * @param pekko settings of Pekko over the engine's own
     * @throws IllegalStateException if the slots do not come up
     */
    public static EmbeddedEngine start(
            Config pekko,
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Map<String, TriggerBinding> triggers,
            MeterRegistry registry,
            Tracing tracing,
            InstantSource clock)
            throws InterruptedException {
        var database = Database.open(settings.journal(), settings.slots());
        var setup =
                ActorSystemSetup.create(BootstrapSetup.create(EngineConfig.over(pekko, settings)), database.setup());
        var system = ActorSystem.create(Behaviors.empty(), "vigil", setup);
        var engine = PekkoEngine.start(system, database, settings, sensors, triggers, registry, tracing, clock);
        var embedded = new EmbeddedEngine(system, engine);
        if (!engine.awaitSettled(START_WITHIN) || !engine.isServing()) {
            embedded.close();
            throw new IllegalStateException("the slots did not come up within " + START_WITHIN);
        }
        return embedded;
    }

    /** The engine. */
    public PekkoEngine engine() {
        return engine;
    }

    /** The actor system it runs in. */
    public ActorSystem<?> system() {
        return system;
    }

    /** Stops in order, and waits for it. */
    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the actor system did not stop within " + STOP_WITHIN, e);
        } finally {
            engine.close();
        }
    }
}
