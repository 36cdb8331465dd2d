package dev.vigil.engine.ownership;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts how often sources fail, those that run on one node and those that run on every node. */
public final class SourceFailures {
    private SourceFailures() {}

    /** The counter of one source on this node. */
    public static Counter of(MeterRegistry registry, String source) {
        return Counter.builder("vigil.source.failures")
                .description("How often a source could not be started on this node, or failed after its start")
                .tag("source", source)
                .register(registry);
    }
}
