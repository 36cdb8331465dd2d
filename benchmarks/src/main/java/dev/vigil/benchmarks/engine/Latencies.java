package dev.vigil.benchmarks.engine;

import org.HdrHistogram.AbstractHistogram;

/** How latencies are printed. */
final class Latencies {
    private Latencies() {}

    /** Some of its quantiles, of nanoseconds, and how many there are. */
    static String text(AbstractHistogram nanos) {
        return "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms (%,d)"
                .formatted(
                        nanos.getValueAtPercentile(50) / 1e6,
                        nanos.getValueAtPercentile(99) / 1e6,
                        nanos.getValueAtPercentile(99.9) / 1e6,
                        nanos.getMaxValue() / 1e6,
                        nanos.getTotalCount());
    }
}
