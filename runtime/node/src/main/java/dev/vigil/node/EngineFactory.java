package dev.vigil.node;

import com.typesafe.config.Config;
import dev.vigil.api.Sensor;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;

/** Brings an engine into a node. */
public interface EngineFactory {
    /** What the engine needs Pekko to be told; goes under the node's own settings and the user's. */
    Config pekko(EngineSettings settings);

    /**
     * Starts an engine in that system and returns it when it can take events. May block.
     *
     * @throws RuntimeException if it cannot; the message tells a person why
     */
    Engine start(
            ActorSystem<?> system,
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Map<String, TriggerBinding> triggers,
            MeterRegistry meters,
            InstantSource clock);
}
