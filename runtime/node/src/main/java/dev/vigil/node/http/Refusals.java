package dev.vigil.node.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what was refused, by where it came in and why. Thread-safe. */
public final class Refusals {
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Key, Counter> counters = new ConcurrentHashMap<>();

    private record Key(String source, String reason) {}

    /** Counts into these meters. */
    public Refusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one refusal. */
    public void count(String source, String reason) {
        counters.computeIfAbsent(new Key(source, reason), this::counter).increment();
    }

    private Counter counter(Key key) {
        return Counter.builder("vigil.refused")
                .description("what sources and the events API refused")
                .tag("source", key.source())
                .tag("reason", key.reason())
                .register(meters);
    }
}
