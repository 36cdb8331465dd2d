package dev.vigil.benchmarks.drill.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A number of a drill, over its rounds.
 *
 * @param what is measured
 * @param unit of its values
 * @param bound what the values must keep
 * @param values in order of size
 */
public record Measure(String what, String unit, Bound bound, List<Double> values) {
    /** Sorts its values. */
    public Measure {
        values = values.stream().sorted().toList();
    }

    /** What the values of a measure must keep. */
    public sealed interface Bound {
        /** Any value is right. */
        record None() implements Bound {}

        /** What p99 must not exceed. */
        record AtMost(double limit) implements Bound {}

        /** What the least of them must reach. */
        record AtLeast(double limit) implements Bound {}
    }

    /** A bound of so many seconds. */
    public static Bound atMost(Duration limit) {
        return new Bound.AtMost(seconds(limit));
    }

    static double seconds(Duration span) {
        return span.toNanos() / 1e9;
    }

    /** The value that no more than one in a hundred exceeds. */
    public double p99() {
        return values.get((int) Math.ceil(values.size() * 0.99) - 1);
    }

    /** Whether the bound is kept. */
    public boolean isMet() {
        return switch (bound) {
            case Bound.None _ -> true;
            case Bound.AtMost(double limit) -> p99() <= limit;
            case Bound.AtLeast(double limit) -> values.getFirst() >= limit;
        };
    }

    /** Least, median, p99, most; the one value where there is one. */
    public String figures() {
        var all = values.size() == 1
                ? text(values.getFirst())
                : text(values.getFirst()) + " / " + text(values.get(values.size() / 2)) + " / " + text(p99()) + " / "
                        + text(values.getLast());
        return all + inUnit();
    }

    private String inUnit() {
        return unit.isEmpty() ? "" : " " + unit;
    }

    @Override
    public String toString() {
        return switch (bound) {
            case Bound.None _ -> what + " " + figures();
            case Bound.AtMost(double limit) -> what + " " + figures() + verdict("≤ " + text(limit));
            case Bound.AtLeast(double limit) -> what + " " + figures() + verdict("≥ " + text(limit));
        };
    }

    private String verdict(String limit) {
        return (isMet() ? " (" : " MISSED (") + limit + inUnit() + ")";
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) && value >= 1_000 ? "%.0f" : "%.2f", value);
    }
}
