package dev.vigil.benchmarks.engine;

import java.time.Duration;

/**
 * What is run.
 *
 * @param slots how many slots the engine has
 * @param keys how many keys
 * @param connections to PostgreSQL
 * @param ratePerSecond the rate at which latency is measured
 * @param duration of each measurement, warm-up left out
 * @param requiredPerSecond the throughput that is required
 * @param requiredP99 the latency from publish to alarm that is required
 */
public record BenchSettings(
        int slots,
        int keys,
        int connections,
        int ratePerSecond,
        Duration duration,
        int requiredPerSecond,
        Duration requiredP99) {}
