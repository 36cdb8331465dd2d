package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart: which value stands where.
 *
 * @param title what it shows, and in which unit
 * @param least the value at its beginning
 * @param most the value at its end
 * @param isLogarithmic whether equal lengths are equal factors
 */
record Axis(String title, double least, double most, boolean isLogarithmic) {
    private static final int TICKS = 6;
    private static final double[] ROUND = {1, 2, 5, 10};

    /** From nought to a round number above the values. */
    static Axis linear(String title, List<Double> values) {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double step = step(most);
        return new Axis(title, 0, Math.max(1, Math.ceil(most / step)) * step, false);
    }

    /** From a power of ten below the values, which are positive, to one above them. */
    static Axis logarithmic(String title, List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
        double from = Math.pow(10, Math.floor(Math.log10(least)));
        double to = Math.pow(10, Math.ceil(Math.log10(most)));
        return new Axis(title, from, to > from ? to : from * 10, true);
    }

    /** Where a value stands, from 0 at the beginning to 1 at the end. */
    double at(double value) {
        return isLogarithmic
                ? (Math.log10(value) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))
                : (value - least) / (most - least);
    }

    /** The values to be named. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        if (isLogarithmic) {
            for (double power = Math.rint(Math.log10(least)); power <= Math.rint(Math.log10(most)); power++) {
                ticks.add(Math.pow(10, power));
            }
        } else {
            double step = step(most);
            for (int i = 0; i * step <= most * (1 + 1e-9); i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    /** A round step that divides so much into a few parts. */
    private static double step(double most) {
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most / TICKS)));
        for (double round : ROUND) {
            if (most / (round * power) <= TICKS) {
                return round * power;
            }
        }
        return ROUND[ROUND.length - 1] * power;
    }
}
