package dev.vigil.api;

import java.time.Instant;

/** Where in the log a sensor begins that was not there before. */
public sealed interface StartPosition {
    /** At the oldest event that the bus still keeps. */
    record Earliest() implements StartPosition {}

    /** After the newest event at the time the sensor is first seen. */
    record Latest() implements StartPosition {}

    /** At the first event that was accepted at that time or later. */
    record At(Instant time) implements StartPosition {}

    /** At the oldest event that the bus still keeps. */
    static StartPosition earliest() {
        return new Earliest();
    }

    /** After the newest event at the time the sensor is first seen. */
    static StartPosition latest() {
        return new Latest();
    }

    /** At the first event that was accepted at that time or later. */
    static StartPosition at(Instant time) {
        return new At(time);
    }
}
