package dev.vigil.node;

import com.typesafe.config.Config;
import dev.vigil.api.Sensor;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.cluster.EngineConfig;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that a node runs. */
public final class ClusterEngine implements EngineFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterEngine.class);
    private static final Duration FOR_SLOTS = Duration.ofSeconds(20);

    /** The one factory of engines that are not for tests. */
    public ClusterEngine() {}

    @Override
    public Opened open(EngineSettings settings) {
        return new OpenJournal(settings, Database.open(settings.journal(), settings.slots()));
    }

    private record OpenJournal(EngineSettings settings, Database database) implements Opened {
        @Override
        public Config pekko(Config overrides) {
            return EngineConfig.over(overrides, settings);
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
                Tracing tracing,
                InstantSource clock) {
            var engine = PekkoEngine.start(system, database, settings, sensors, triggers, meters, tracing, clock);
            try {
                // One slot that cannot run must not keep the others from serving; /ready tells which.
                if (!engine.awaitSettled(FOR_SLOTS) && !isStopping(system)) {
                    LOG.warn("not all slots run yet waited={}", FOR_SLOTS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
            return engine;
        }

        /** By its own decision, such as not to fit into the cluster; who started it says why. */
        private static boolean isStopping(ActorSystem<?> system) {
            return CoordinatedShutdown.get(system).getShutdownReason().isPresent();
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
