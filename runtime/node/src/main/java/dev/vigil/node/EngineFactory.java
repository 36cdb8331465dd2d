package dev.vigil.node;

import com.typesafe.config.Config;
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

/** Brings an engine into a node. */
public interface EngineFactory {
    /**
     * Opens what the engine keeps its journal in, before there is an actor system. Blocks.
     *
     * @throws RuntimeException if it cannot be opened; the message tells a person why
     */
    Opened open(EngineSettings settings);

    /** An engine whose journal is open. */
    interface Opened extends AutoCloseable {
        /** The whole configuration of the actor system: these settings over those that the engine needs. */
        Config pekko(Config overrides);

        /** What the actor system must be created with beside its configuration. */
        List<Setup> setups();

        /**
         * Starts the engine in that system and returns it when it can take events, or cannot for a reason that its health
         * tells. Blocks.
         *
         * @throws RuntimeException if it cannot be started; the message tells a person why
         */
        Engine start(
                ActorSystem<?> system,
                Map<String, Sensor<?>> sensors,
                Map<String, TriggerBinding> triggers,
                MeterRegistry meters,
                Tracing tracing,
                InstantSource clock);

        /** Closes the journal, and the engine with it, once the actor system is gone. */
        @Override
        void close();
    }
}
