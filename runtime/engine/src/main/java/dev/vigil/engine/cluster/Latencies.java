package dev.vigil.engine.cluster;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How the engine's times are measured: as histograms, from a tenth of a millisecond to half a minute. */
final class Latencies {
    private Latencies() {}

    /** A timer of that name, which is to be described and registered. */
    static Timer.Builder timer(String name) {
        return Timer.builder(name)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(30));
    }
}
