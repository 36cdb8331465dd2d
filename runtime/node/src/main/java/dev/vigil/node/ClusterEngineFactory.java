package dev.vigil.node;

import com.typesafe.config.Config;
import dev.vigil.api.Sensor;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.cluster.EngineConfig;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.journal.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine of a real node: on its journal, in its cluster. */
public final class ClusterEngineFactory implements EngineFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterEngineFactory.class);
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(60);

    /** Made by {@link java.util.ServiceLoader}. */
    public ClusterEngineFactory() {}

    @Override
    public Foundation open(EngineSettings settings) {
        return new OpenJournal(settings, Database.open(settings.journal(), settings.slots()));
    }

    private record OpenJournal(EngineSettings settings, Database database) implements Foundation {
        @Override
        public Config pekko() {
            return EngineConfig.config();
        }

        @Override
        public List<Setup> setups() {
            return List.of(database.setup());
        }

        @Override
        public Engine start(
                ActorSystem<?> system,
                Map<String, Sensor<?>> sensors,
                Map<String, TriggerBinding> triggers,
                MeterRegistry meters,
                InstantSource clock) {
            var engine = PekkoEngine.start(system, database, settings, sensors, triggers, meters, clock);
            try {
                if (!engine.awaitSettled(SETTLE_WITHIN)) {
                    LOG.warn("some slots are not up yet, serving all the same after={}", SETTLE_WITHIN);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the slots came up", e);
            }
            return engine;
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
