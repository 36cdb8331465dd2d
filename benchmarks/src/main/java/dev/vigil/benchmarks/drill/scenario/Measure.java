package dev.vigil.benchmarks.drill.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A number of a drill, over its rounds.
 *
 * @param what is measured
 * @param limit what p99 must not exceed, where there is such a thing
 * @param values in order of size
 */
public record Measure(String what, Optional<Duration> limit, List<Duration> values) {
    /** Sorts its values. */
    public Measure {
        values = values.stream().sorted().toList();
    }

    /** The value that no more than one in a hundred exceeds. */
    public Duration p99() {
        return values.get((int) Math.ceil(values.size() * 0.99) - 1);
    }

    /** Whether the limit is kept. */
    public boolean isMet() {
        return limit.isEmpty() || p99().compareTo(limit.get()) <= 0;
    }

    /** Least, median, p99, most. */
    public String figures() {
        return seconds(values.getFirst()) + " / " + seconds(values.get(values.size() / 2)) + " / " + seconds(p99())
                + " / " + seconds(values.getLast()) + " s";
    }

    @Override
    public String toString() {
        return what + " " + figures()
                + limit.map(most -> (isMet() ? " (≤ " : " MISSED (≤ ") + seconds(most) + " s)")
                        .orElse("");
    }

    static String seconds(Duration span) {
        return String.format(Locale.ROOT, "%.2f", span.toNanos() / 1e9);
    }
}
