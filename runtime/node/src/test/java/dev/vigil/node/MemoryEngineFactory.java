package dev.vigil.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Sensor;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;

/** Brings one engine in memory into a node without a cluster. */
public final class MemoryEngineFactory implements EngineFactory {
    /** What Pekko needs to be told for want of a real engine. */
    public static final Config PEKKO =
            ConfigFactory.parseString("pekko { actor.provider = local, fail-mixed-versions = off, daemonic = on }");

    private final MemoryEngine engine;

    /** An engine that knows nothing. */
    public MemoryEngineFactory() {
        this(new MemoryEngine(Map.of()));
    }

    public MemoryEngineFactory(MemoryEngine engine) {
        this.engine = engine;
    }

    @Override
    public Opened open(EngineSettings settings) {
        if (settings.slots() == 13) {
            throw new IllegalStateException("the folder is in use by process 4711");
        }
        return new InMemory(engine);
    }

    private record InMemory(MemoryEngine engine) implements Opened {
        @Override
        public Config pekko(Config overrides) {
            return overrides
                    .withFallback(PEKKO)
                    .withFallback(ConfigFactory.defaultReferenceUnresolved())
                    .resolve();
        }

        @Override
        public List<Setup> setups() {
            return List.of();
        }

        @Override
        public Engine start(
                ActorSystem<?> system,
                Map<String, Sensor<?>> sensors,
                Map<String, TriggerBinding> triggers,
                MeterRegistry meters,
                Tracing tracing,
                InstantSource clock) {
            return engine;
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
