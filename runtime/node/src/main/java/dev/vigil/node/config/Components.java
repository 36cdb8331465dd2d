package dev.vigil.node.config;

import dev.vigil.api.Sensor;
import dev.vigil.api.Source;
import dev.vigil.engine.dispatch.TriggerBinding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sources, sensors and triggers that are configured, by name, made but not started.
 *
 * @param sources those that run on every node, in the order of their names: each made anew whenever it is started
 * @param ownedSources those that run on one node: each made anew whenever its owner starts it
 * @param sensors in the order of their names
 * @param triggers in the order of their names
 */
public record Components(
        Map<String, Supplier<Source>> sources,
        Map<String, Supplier<Source>> ownedSources,
        Map<String, Sensor<?>> sensors,
        Map<String, TriggerBinding> triggers) {
    /** Copies the maps and keeps their order. */
    public Components {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        ownedSources = Collections.unmodifiableMap(new LinkedHashMap<>(ownedSources));
        sensors = Collections.unmodifiableMap(new LinkedHashMap<>(sensors));
        triggers = Collections.unmodifiableMap(new LinkedHashMap<>(triggers));
    }
}
