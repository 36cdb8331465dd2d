package dev.vigil.benchmarks.report;

import java.util.List;
import java.util.Optional;

/** A figure that was measured several times: the least, the one in the middle, the most. */
public record Spread(double least, double median, double most) {
    /** Of these; empty where there are none. */
    public static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(sorted.getFirst(), median, sorted.getLast()));
    }
}
