package dev.vigil.engine.cluster;

import dev.vigil.engine.slot.LogExtent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** How much is kept of the logs of this node's slots; the sum over all nodes is what there is. Thread-safe. */
final class LogLevels {
    private final ConcurrentHashMap<Integer, Level> bySlot = new ConcurrentHashMap<>();
    private final Counter deleted;

    private record Level(LogExtent extent, long overdueBytes) {}

    LogLevels(MeterRegistry registry, InstantSource clock) {
        Gauge.builder("vigil.log.records", this, levels -> levels.sum().records())
                .description("Journal records that are kept, of slots of this node")
                .register(registry);
        Gauge.builder("vigil.log.size", this, levels -> levels.sum().bytes())
                .baseUnit("bytes")
                .description("Bytes of journal records that are kept, of slots of this node")
                .register(registry);
        Gauge.builder("vigil.log.overdue", this, LogLevels::overdueBytes)
                .baseUnit("bytes")
                .description("Bytes of journal records beyond retention that a sensor or a recovery still needs")
                .register(registry);
        Gauge.builder("vigil.log.age.seconds", this, levels -> levels.ageMillis(clock.millis()) / 1e3)
                .description("Age of the oldest event that is kept, of slots of this node")
                .register(registry);
        deleted = Counter.builder("vigil.log.deleted.records")
                .description("Journal records that this node has deleted")
                .register(registry);
    }

    /** A slot of this node keeps that, and so much of it only because it is needed. */
    void put(int slot, LogExtent extent, long overdueBytes) {
        bySlot.put(slot, new Level(extent, overdueBytes));
    }

    /** A slot is on this node no longer. */
    void remove(int slot) {
        bySlot.remove(slot);
    }

    /** So many records were deleted. */
    void deleted(int records) {
        deleted.increment(records);
    }

    private LogExtent sum() {
        return bySlot.values().stream()
                .map(Level::extent)
                .reduce(
                        new LogExtent(0, 0, 0, 0, 0),
                        (one, other) ->
                                new LogExtent(0, 0, one.records() + other.records(), one.bytes() + other.bytes(), 0));
    }

    private double overdueBytes() {
        return bySlot.values().stream().mapToLong(Level::overdueBytes).sum();
    }

    private long ageMillis(long now) {
        return bySlot.values().stream()
                .mapToLong(level -> level.extent().oldestMillis())
                .filter(oldest -> oldest > 0)
                .map(oldest -> Math.max(0, now - oldest))
                .max()
                .orElse(0);
    }
}
