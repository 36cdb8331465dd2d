package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves, which may have been measured on different days.
 *
 * @param curves in the order in which they are shown
 */
public record Growth(List<Curve> curves) {
    /** None. */
    public static final Growth NONE = new Growth(List.of());

    /** A copy. */
    public Growth {
        curves = List.copyOf(curves);
    }

    /** The same with that curve in place of the one of its name. */
    public Growth with(Curve curve) {
        var more = new ArrayList<>(curves);
        int place = more.stream().map(Curve::name).toList().indexOf(curve.name());
        if (place >= 0) {
            more.set(place, curve);
        } else {
            more.add(curve);
        }
        return new Growth(more);
    }
}
