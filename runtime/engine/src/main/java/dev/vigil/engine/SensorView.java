package dev.vigil.engine;

import java.util.List;

/**
 * A sensor, seen from outside.
 *
 * @param sensor its configured name
 * @param types the type patterns it subscribes to
 * @param sources the source patterns it subscribes to
 * @param instances how many instances it has
 * @param lagEvents how many events of the log are still on their way to it
 */
public record SensorView(String sensor, List<String> types, List<String> sources, long instances, long lagEvents) {}
