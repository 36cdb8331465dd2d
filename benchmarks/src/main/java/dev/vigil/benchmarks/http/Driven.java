package dev.vigil.benchmarks.http;

import dev.vigil.benchmarks.report.Quantiles;

/**
 * What came of a task.
 *
 * @param requests how many were answered, or parts of a stream acknowledged
 * @param events how many of them had events that were taken
 * @param refused how many requests were answered otherwise than that they were taken
 * @param seconds how long it took
 * @param latency from the time that was appointed for a request to its answer
 * @param cpuNanos processor time of the driver
 */
record Driven(long requests, long events, long refused, double seconds, Quantiles latency, long cpuNanos) {
    double requestsPerSecond() {
        return requests / seconds;
    }

    double eventsPerSecond() {
        return events / seconds;
    }
}
