package dev.vigil.engine;

import java.util.List;

/**
 * A sensor, seen from outside.
 *
 * @param sensor its configured name
 * @param types the type patterns it subscribes to
 * @param sources the source patterns it subscribes to
 * @param isConfigured whether it is configured on the node that answers; if not, it has no patterns, and its state is kept
 *     until it is dropped
 * @param instances how many instances it has
 * @param lagEvents how many events of the log are still on their way to it
 */
public record SensorView(
        String sensor,
        List<String> types,
        List<String> sources,
        boolean isConfigured,
        long instances,
        long lagEvents) {}
