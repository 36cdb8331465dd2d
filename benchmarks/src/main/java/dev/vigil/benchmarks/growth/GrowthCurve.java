package dev.vigil.benchmarks.growth;

import dev.vigil.benchmarks.report.About;
import dev.vigil.benchmarks.report.Curve;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What is to be measured for a curve.
 *
 * @param name of the curve
 * @param title what it shows
 * @param acrossTitle what grows
 * @param isAcrossLogarithmic whether that is shown by equal factors
 * @param line that its throughput should be
 * @param mostFall how many times less the throughput may be at its end; nought where nothing is required
 * @param points of the curve, ascending
 */
record GrowthCurve(
        String name,
        String title,
        String acrossTitle,
        boolean isAcrossLogarithmic,
        Curve.Line line,
        double mostFall,
        List<Point> points) {
    private static final double REQUIRED = 1.5;
    /** Three nodes on the cores of one reach 60 % of it. */
    private static final double REQUIRED_OF_NODES = 1 / 0.6;

    GrowthCurve {
        points = List.copyOf(points);
    }

    /** All there are, with so many events in the longest log. */
    static List<GrowthCurve> all(int backlog) {
        var level = Curve.Line.LEVEL;
        var cost = Curve.Line.STRAIGHT_COST;
        return List.of(
                new GrowthCurve("keys", "Keys", "keys", true, level, REQUIRED, keys()),
                new GrowthCurve("size", "Size of an event", "bytes of an event", true, cost, 0, sizes()),
                new GrowthCurve(
                        "sensors-one", "Sensors, one wants the events", "sensors", false, level, REQUIRED, one()),
                new GrowthCurve("sensors-all", "Sensors, all want the events", "sensors", false, cost, 0, every()),
                new GrowthCurve("partitions", "Partitions", "slots", true, level, 0, slots()),
                new GrowthCurve(
                        "backlog", "Backlog", "events in the log before", false, level, REQUIRED, backlogs(backlog)),
                new GrowthCurve("state", "Size of a state", "bytes of a state", true, cost, 0, states()),
                new GrowthCurve("nodes", "Nodes on the same cores", "nodes", false, level, REQUIRED_OF_NODES, nodes()));
    }

    /** The same with its first and its last point only. */
    GrowthCurve ends() {
        var ends = List.of(points.getFirst(), points.getLast());
        return new GrowthCurve(name, title, acrossTitle, isAcrossLogarithmic, line, mostFall, ends);
    }

    /** It, before anything is measured. */
    Curve empty(About about) {
        return new Curve(name, title, acrossTitle, isAcrossLogarithmic, line, mostFall, about, List.of());
    }

    private static List<Point> keys() {
        return points(n -> Point.usual(n).withKeys(n), 1_000, 10_000, 100_000, 1_000_000);
    }

    private static List<Point> sizes() {
        return points(n -> Point.usual(n).withData(n), 100, 1_000, 10_000, 100_000);
    }

    private static List<Point> one() {
        return points(n -> Point.usual(n).withSensors(n, false), 1, 10, 50);
    }

    private static List<Point> every() {
        return points(n -> Point.usual(n).withSensors(n, true), 1, 10, 50);
    }

    private static List<Point> slots() {
        return points(n -> Point.usual(n).withSlots(n), 1, 4, 16, 64);
    }

    private static List<Point> backlogs(int longest) {
        return points(n -> Point.usual(n).withBacklog(n), 0, longest / 4, longest);
    }

    private static List<Point> states() {
        return points(n -> Point.usual(n).withStates(n), 32, 1_000, 8_000, 64_000);
    }

    private static List<Point> nodes() {
        return points(n -> Point.usual(n).withNodes(n), 1, 2, 3);
    }

    private static List<Point> points(IntFunction<Point> point, int... values) {
        return IntStream.of(values).mapToObj(point).toList();
    }
}
