package dev.vigil.benchmarks.report;

import org.HdrHistogram.AbstractHistogram;

/**
 * How long something took, in milliseconds.
 *
 * @param count of how many
 * @param p50 half of them took no longer
 * @param p90 nine in ten
 * @param p99 99 in a hundred
 * @param p999 999 in a thousand
 * @param max the longest
 */
public record Quantiles(long count, double p50, double p90, double p99, double p999, double max) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of what was recorded in nanoseconds. */
    public static Quantiles of(AbstractHistogram nanos) {
        return new Quantiles(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(90) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI,
                nanos.getMaxValue() / NANOS_PER_MILLI);
    }
}
