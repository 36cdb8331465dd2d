package dev.vigil.engine.ownership;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Shows which sources wait for something outside, of those that run on one node and those that run on every node. */
public final class SourceTroubles {
    private SourceTroubles() {}

    /** Shows one source on this node from now on. */
    public static void show(MeterRegistry registry, String source, BooleanSupplier isTroubled) {
        Gauge.builder("vigil.source.trouble", () -> isTroubled.getAsBoolean() ? 1 : 0)
                .description("Whether a source that runs on this node says that something outside keeps it waiting")
                .tag("source", source)
                .register(registry);
    }
}
