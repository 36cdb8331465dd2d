package dev.vigil.testkit.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Sensor;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a node runs.
 *
 * @param settings of its engine; its address and the nodes it joins are the cluster's business
 * @param pekko settings of Pekko over the engine's own
 * @param sensors by name
 * @param triggers by name
 * @param clock its time
 */
public record NodePlan(
        EngineSettings settings,
        Config pekko,
        Map<String, Sensor<?>> sensors,
        Map<String, TriggerBinding> triggers,
        InstantSource clock) {
    /** Copies the maps. */
    public NodePlan {
        sensors = Map.copyOf(sensors);
        triggers = Map.copyOf(triggers);
    }

    /** A node that runs nothing yet. */
    public static NodePlan of(EngineSettings settings, InstantSource clock) {
        return new NodePlan(settings, ConfigFactory.empty(), Map.of(), Map.of(), clock);
    }

    /** The same with these sensors and triggers. */
    public NodePlan running(Map<String, Sensor<?>> others, Map<String, TriggerBinding> otherTriggers) {
        return new NodePlan(settings, pekko, others, otherTriggers, clock);
    }

    /** The same in another journal, with other numbers. */
    public NodePlan withSettings(UnaryOperator<EngineSettings> change) {
        return new NodePlan(change.apply(settings), pekko, sensors, triggers, clock);
    }

    /** The same as another kind of member. */
    public NodePlan withCluster(UnaryOperator<ClusterSettings> change) {
        return withSettings(old -> old.withCluster(change.apply(old.cluster())));
    }

    /** The same with that over its settings of Pekko. */
    public NodePlan withPekko(String over) {
        return new NodePlan(settings, ConfigFactory.parseString(over).withFallback(pekko), sensors, triggers, clock);
    }

    /** The same with another clock. */
    public NodePlan withClock(InstantSource other) {
        return new NodePlan(settings, pekko, sensors, triggers, other);
    }
}
