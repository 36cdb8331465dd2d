package dev.vigil.sensors.sequence;

import dev.vigil.sensors.KeptEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What both triggers get.
 *
 * @param key who it is about
 * @param status what it tells
 * @param within how long the second event may take
 * @param began when the first event came
 * @param at when this was decided
 * @param took the time from the one to the other
 * @param first the first event
 * @param then the second event; none where it was missed
 */
public record Notice(
        String key,
        Status status,
        Duration within,
        Instant began,
        Instant at,
        Duration took,
        KeptEvent.View first,
        Optional<KeptEvent.View> then) {
    /** How a sequence ended. */
    public enum Status {
        /** The second event came in time. */
        COMPLETED,
        /** The second event did not come in time. */
        MISSED
    }
}
