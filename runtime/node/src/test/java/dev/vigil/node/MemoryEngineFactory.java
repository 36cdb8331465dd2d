package dev.vigil.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Sensor;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;

/** Brings one engine in memory into a node without a cluster. */
public final class MemoryEngineFactory implements EngineFactory {
    /** What Pekko needs to be told for want of a real engine. */
    public static final Config PEKKO =
            ConfigFactory.parseString("pekko { actor.provider = local, fail-mixed-versions = off, daemonic = on }");

    private final MemoryEngine engine;

    /** Made by {@link java.util.ServiceLoader}, for processes that are tested. */
    public MemoryEngineFactory() {
        this(new MemoryEngine(Map.of()));
    }

    public MemoryEngineFactory(MemoryEngine engine) {
        this.engine = engine;
    }

    @Override
    public Config pekko(EngineSettings settings) {
        return PEKKO;
    }

    @Override
    public Engine start(
            ActorSystem<?> system,
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Map<String, TriggerBinding> triggers,
            MeterRegistry meters,
            InstantSource clock) {
        if (settings.slots() == 13) {
            throw new IllegalStateException("the folder is in use by process 4711");
        }
        return engine;
    }
}
