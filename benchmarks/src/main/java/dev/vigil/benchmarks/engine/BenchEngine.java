package dev.vigil.benchmarks.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Sensor;
import dev.vigil.api.Trigger;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.cluster.EmbeddedEngine;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;

/** Starts engines whose sensors fire the trigger {@code alarm}. */
public final class BenchEngine {
    private static final TriggerPolicy POLICY = new TriggerPolicy(
            1024,
            OptionalInt.empty(),
            Duration.ofSeconds(5),
            new TriggerPolicy.Retry(3, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));

    private BenchEngine() {}

    /** One with the workload's sensor on a database of its own; waits until its slots run. */
    public static EmbeddedEngine start(
            TestPostgres postgres, BenchSettings settings, Trigger alarms, MeterRegistry meters, Tracing tracing)
            throws InterruptedException {
        return start(ConfigFactory.empty(), postgres, settings, alarms, meters, tracing);
    }

    /** The same with settings of Pekko over the engine's own. */
    public static EmbeddedEngine start(
            Config pekko,
            TestPostgres postgres,
            BenchSettings settings,
            Trigger alarms,
            MeterRegistry meters,
            Tracing tracing)
            throws InterruptedException {
        var journal = new EngineSettings.Journal(
                postgres.newDatabase(), postgres.user(), postgres.password(), settings.connections());
        var engine = EngineSettings.of(journal).withSlots(settings.slots());
        return start(pekko, engine, Map.of("readings", new Readings("alarm")), alarms, meters, tracing);
    }

    /** One with these settings and sensors; waits until its slots run. */
    public static EmbeddedEngine start(
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Trigger alarms,
            MeterRegistry meters,
            Tracing tracing)
            throws InterruptedException {
        return start(ConfigFactory.empty(), settings, sensors, alarms, meters, tracing);
    }

    private static EmbeddedEngine start(
            Config pekko,
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Trigger alarms,
            MeterRegistry meters,
            Tracing tracing)
            throws InterruptedException {
        return EmbeddedEngine.start(
                pekko, settings, sensors, triggers(alarms), meters, tracing, InstantSource.system());
    }

    /** What its sensors fire. */
    public static Map<String, TriggerBinding> triggers(Trigger alarms) {
        return Map.of("alarm", new TriggerBinding(alarms, POLICY));
    }
}
