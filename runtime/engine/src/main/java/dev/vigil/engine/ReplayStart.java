package dev.vigil.engine;

import java.util.Optional;

/**
 * What became of beginning a replay.
 *
 * @param outcome what became of it
 * @param reason why it did not begin, for a person to read; else empty
 * @param replay the replay that has begun, or stands in its way
 */
public record ReplayStart(Outcome outcome, String reason, Optional<ReplayView> replay) {
    /** What may become of it. */
    public enum Outcome {
        /** It has begun. */
        BEGUN,
        /** Another is under way, or the sensor is not configured everywhere; nothing has begun. */
        REFUSED,
        /** There is no such sensor. */
        UNKNOWN
    }
}
