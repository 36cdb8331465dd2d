package dev.vigil.engine.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How far each sensor is behind in time, and how many timers it has set, in the slots of this node. Thread-safe. */
final class SensorLevels {
    private final MeterRegistry registry;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Integer, List<Level>> bySlot = new ConcurrentHashMap<>();

    /**
     * A sensor in one slot.
     *
     * @param sensor its name
     * @param lagMillis for how long the oldest event that is on its way to it has been in the log
     * @param timers how many timers its instances have set
     */
    record Level(String sensor, long lagMillis, long timers) {}

    /** Shows these sensors, and others from when a slot has them. */
    SensorLevels(MeterRegistry registry, Set<String> running) {
        this.registry = registry;
        running.forEach(this::show);
    }

    /** Where the sensors of a slot of this node are. */
    void put(int slot, List<Level> levels) {
        bySlot.put(slot, levels);
        levels.forEach(level -> show(level.sensor()));
    }

    /** A slot is on this node no longer. */
    void remove(int slot) {
        bySlot.remove(slot);
    }

    private void show(String sensor) {
        if (shown.add(sensor)) {
            Gauge.builder("vigil.lag.seconds", this, levels -> levels.lagSeconds(sensor))
                    .description(
                            "For how long the oldest event on its way to a sensor, from slots of this node, has waited")
                    .tag("sensor", sensor)
                    .register(registry);
            Gauge.builder("vigil.timers.waiting", this, levels -> levels.timers(sensor))
                    .description("Timers that a sensor's instances in slots of this node have set")
                    .tag("sensor", sensor)
                    .register(registry);
        }
    }

    private double lagSeconds(String sensor) {
        return of(sensor).mapToLong(Level::lagMillis).max().orElse(0) / 1e3;
    }

    private double timers(String sensor) {
        return of(sensor).mapToLong(Level::timers).sum();
    }

    private Stream<Level> of(String sensor) {
        return bySlot.values().stream()
                .flatMap(List::stream)
                .filter(level -> level.sensor().equals(sensor));
    }
}
