package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How figures change with one thing that grows. Points are measured in passes, up and then down again, so that a machine that
 * drifts does so for both ends; ratios are made within a pass.
 *
 * @param name of the curve, and of its chart's file
 * @param title what it shows
 * @param acrossTitle what grows, and its unit
 * @param isAcrossLogarithmic whether that is shown by equal factors
 * @param line the line that it should be
 * @param mostFall how many times less the first figure may be at the end than at the beginning; nought where nothing is
 *     required
 * @param about the measurement
 * @param samples in the order in which they were measured
 */
public record Curve(
        String name,
        String title,
        String acrossTitle,
        boolean isAcrossLogarithmic,
        Line line,
        double mostFall,
        About about,
        List<Sample> samples) {
    /** What a curve should be. */
    public enum Line {
        /** It stays where it begins. */
        LEVEL,
        /** It is a rate, and what one takes grows along a straight line. */
        STRAIGHT_COST,
        /** It grows along a straight line. */
        STRAIGHT
    }

    /**
     * One point in one pass.
     *
     * @param across where it is
     * @param pass in which pass, from nought
     * @param figures by name; the first one is what the chart shows
     */
    public record Sample(double across, int pass, Map<String, Double> figures) {
        /** A copy in the same order. */
        public Sample {
            figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        }
    }

    /** A copy. */
    public Curve {
        samples = List.copyOf(samples);
    }

    /** The same with one more sample. */
    public Curve with(Sample sample) {
        var more = new ArrayList<>(samples);
        more.add(sample);
        return new Curve(name, title, acrossTitle, isAcrossLogarithmic, line, mostFall, about, more);
    }

    /** The names of its figures. */
    List<String> figures() {
        return samples.stream()
                .flatMap(sample -> sample.figures().keySet().stream())
                .distinct()
                .toList();
    }

    /** Where its points are, ascending. */
    List<Double> points() {
        var points = new TreeSet<Double>();
        samples.forEach(sample -> points.add(sample.across()));
        return List.copyOf(points);
    }

    /** A figure at a point over its passes; empty where it was not measured there. */
    public Optional<Spread> at(double across, String figure) {
        return Spread.of(samples.stream()
                .filter(sample -> sample.across() == across)
                .flatMap(sample -> Optional.ofNullable(sample.figures().get(figure)).stream())
                .toList());
    }

    /** How many times that at the first point the first figure is at a point, pass by pass. */
    public Optional<Spread> ratio(double across) {
        var figure = figures().getFirst();
        double first = points().getFirst();
        var ratios = new ArrayList<Double>();
        for (var sample : samples) {
            if (sample.across() == across && sample.figures().containsKey(figure)) {
                samples.stream()
                        .filter(other -> other.pass() == sample.pass() && other.across() == first)
                        .flatMap(other -> Optional.ofNullable(other.figures().get(figure)).stream())
                        .forEach(begin -> ratios.add(sample.figures().get(figure) / begin));
            }
        }
        return Spread.of(ratios);
    }

    /** Whether it falls no more than it may from its beginning to its end; true where nothing is required. */
    public boolean holds() {
        return mostFall == 0
                || points().stream()
                        .reduce((_, last) -> last)
                        .flatMap(this::ratio)
                        .filter(ratio -> ratio.median() * mostFall >= 1)
                        .isPresent();
    }

    /** What the first figure should be at a point, by the line that the curve should be. */
    double shouldBe(double across) {
        var figure = figures().getFirst();
        double from = points().getFirst();
        double to = points().getLast();
        double begin = at(from, figure).orElseThrow().median();
        double end = at(to, figure).orElseThrow().median();
        double part = to > from ? (across - from) / (to - from) : 0;
        return switch (line) {
            case LEVEL -> begin;
            case STRAIGHT -> begin + part * (end - begin);
            case STRAIGHT_COST -> 1 / (1 / begin + part * (1 / end - 1 / begin));
        };
    }
}
