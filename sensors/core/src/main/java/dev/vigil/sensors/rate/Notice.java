package dev.vigil.sensors.rate;

import dev.vigil.sensors.KeptEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What both triggers get.
 *
 * @param key who it is about
 * @param status what it tells
 * @param count how many events are within the window, the one that crossed the limit included
 * @param within the window
 * @param since when the oldest of them came
 * @param at when this was decided
 * @param event the event that crossed the limit; none when it is calm again
 */
public record Notice(
        String key,
        Status status,
        int count,
        Duration within,
        Optional<Instant> since,
        Instant at,
        Optional<KeptEvent.View> event) {
    /** How a key stands. */
    public enum Status {
        /** It has crossed the limit. */
        ABOVE,
        /** It is so far below the limit again that crossing it will be told. */
        CALM
    }
}
