package dev.vigil.engine.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** How far each sensor is behind in the slots of this node, as a metric; the sum over all nodes is the sensor's. Thread-safe. */
final class Lags {
    private final SlotBoard board;
    private final ConcurrentHashMap<Integer, List<SlotRequest.SensorCount>> bySlot = new ConcurrentHashMap<>();

    Lags(SlotServices services, MeterRegistry registry) {
        this.board = services.board();
        services.runners()
                .forEach(runner -> Gauge.builder("vigil.lag.events", this, lags -> lags.of(runner.name()))
                        .description("Events of the log on their way to a sensor, from slots of this node")
                        .tag("sensor", runner.name())
                        .register(registry));
    }

    void put(SlotRequest.Condition condition) {
        bySlot.put(condition.slot(), condition.sensors());
    }

    private double of(String sensor) {
        return board.slots().stream()
                .flatMap(slot -> bySlot.getOrDefault(slot.slot(), List.of()).stream())
                .filter(count -> count.sensor().equals(sensor))
                .mapToLong(SlotRequest.SensorCount::lagEvents)
                .sum();
    }
}
