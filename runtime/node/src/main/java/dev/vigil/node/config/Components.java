package dev.vigil.node.config;

import dev.vigil.api.Sensor;
import dev.vigil.api.Source;
import dev.vigil.engine.dispatch.TriggerBinding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sources, sensors and triggers that are configured, by name, made but not started.
 *
 * @param sources in the order of their names
 * @param sensors in the order of their names
 * @param triggers in the order of their names
 */
public record Components(
        Map<String, Source> sources, Map<String, Sensor<?>> sensors, Map<String, TriggerBinding> triggers) {
    /** Copies the maps and keeps their order. */
    public Components {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        sensors = Collections.unmodifiableMap(new LinkedHashMap<>(sensors));
        triggers = Collections.unmodifiableMap(new LinkedHashMap<>(triggers));
    }
}
