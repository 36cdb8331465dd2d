package dev.vigil.benchmarks.growth;

import dev.vigil.api.Sensor;
import java.util.Map;

/**
 * What is measured at one point of a curve.
 *
 * @param across where it is on the curve
 * @param nodes how many nodes share the work; nought for an engine that is alone, without a cluster
 * @param slots of the engine
 * @param keys of the events, each of which has had one before
 * @param dataBytes of an event
 * @param sensors that run
 * @param backlog how many events are in the log before, beside those of the keys
 * @param underWay how many events may be under way at full speed
 * @param ratePerSecond the low rate at which latency is measured
 * @param weighedBytes how many bytes of an event, or of what it changes, the curve is about; nought where it is not about bytes
 */
record Point(
        double across,
        int nodes,
        int slots,
        int keys,
        int dataBytes,
        Map<String, Sensor<?>> sensors,
        long backlog,
        int underWay,
        int ratePerSecond,
        int weighedBytes) {
    private static final int USUAL_UNDER_WAY = 60_000;
    private static final int USUAL_DATA_BYTES = 200;

    Point {
        sensors = Map.copyOf(sensors);
    }

    /** The readings workload as it is measured elsewhere. */
    static Point usual(double across) {
        return new Point(across, 0, 8, 10_000, USUAL_DATA_BYTES, Sensors.one(), 0, USUAL_UNDER_WAY, 2_000, 0);
    }

    Point withNodes(int other) {
        return new Point(
                across, other, slots, keys, dataBytes, sensors, backlog, underWay, ratePerSecond, weighedBytes);
    }

    /** One lane holds only so much of what waits for its slot. */
    Point withSlots(int other) {
        int most = Math.min(USUAL_UNDER_WAY, other * USUAL_UNDER_WAY / 3);
        return new Point(across, nodes, other, keys, dataBytes, sensors, backlog, most, ratePerSecond, weighedBytes);
    }

    Point withKeys(int other) {
        return new Point(
                across, nodes, slots, other, dataBytes, sensors, backlog, underWay, ratePerSecond, weighedBytes);
    }

    Point withBacklog(long other) {
        return new Point(across, nodes, slots, keys, dataBytes, sensors, other, underWay, ratePerSecond, weighedBytes);
    }

    /** With larger events, of fewer keys at lower rates. */
    Point withData(int bytes) {
        return new Point(across, nodes, slots, 1_000, bytes, sensors, backlog, fewer(bytes), 100, bytes);
    }

    /** With larger states, of fewer keys at lower rates. */
    Point withStates(int bytes) {
        return new Point(
                across, nodes, slots, 1_000, dataBytes, Sensors.withMemory(bytes), backlog, fewer(bytes), 100, bytes);
    }

    /** With so many sensors, of which one wants the events, or all do. */
    Point withSensors(int count, boolean isForAll) {
        int most = isForAll ? USUAL_UNDER_WAY / Math.max(1, count / 5) : USUAL_UNDER_WAY;
        return new Point(
                across,
                nodes,
                slots,
                keys,
                dataBytes,
                Sensors.many(count, isForAll),
                backlog,
                most,
                ratePerSecond,
                weighedBytes);
    }

    /** As many bytes under way as usual. */
    private static int fewer(int bytes) {
        return (int) Math.min(USUAL_UNDER_WAY, (long) USUAL_UNDER_WAY * USUAL_DATA_BYTES / bytes);
    }
}
