package dev.vigil.engine.cluster;

import dev.vigil.engine.slot.DeadLetter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many dead letters the slots of this node keep, as a metric; the sum over all nodes is what there is. Thread-safe. */
final class KeptLetters {
    private final MeterRegistry registry;
    private final Set<Kind> shown = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Integer, Map<String, Map<DeadLetter.Reason, Integer>>> bySlot =
            new ConcurrentHashMap<>();

    private record Kind(String sensor, DeadLetter.Reason reason) {}

    KeptLetters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A slot of this node keeps so many, by sensor and reason. */
    void put(int slot, Map<String, Map<DeadLetter.Reason, Integer>> counts) {
        bySlot.put(slot, counts);
        counts.forEach((sensor, reasons) -> reasons.keySet().forEach(reason -> show(new Kind(sensor, reason))));
    }

    /** A slot is on this node no longer. */
    void remove(int slot) {
        bySlot.remove(slot);
    }

    private void show(Kind kind) {
        if (shown.add(kind)) {
            Gauge.builder("vigil.dead.letters.kept", this, kept -> kept.of(kind))
                    .description("Dead letters that slots of this node keep")
                    .tag("sensor", kind.sensor())
                    .tag("reason", kind.reason().name())
                    .register(registry);
        }
    }

    private double of(Kind kind) {
        return bySlot.values().stream()
                .mapToInt(counts -> counts.getOrDefault(kind.sensor(), Map.of()).getOrDefault(kind.reason(), 0))
                .sum();
    }
}
