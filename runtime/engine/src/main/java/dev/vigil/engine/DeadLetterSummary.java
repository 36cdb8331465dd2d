package dev.vigil.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter without what it is about.
 *
 * @param id leads to it
 * @param sensor the sensor's name
 * @param key the key of the instance; empty where it was not to be found
 * @param trigger the trigger of a firing
 * @param reason one of {@link DeadLetterFilter#REASONS}
 * @param cause for a person to read
 * @param attempts how often it was tried, all redrives taken together
 * @param redrives how often it was redriven
 * @param at when it was given up last
 * @param contentBytes how large the event or the firing's payload is
 */
public record DeadLetterSummary(
        DeadLetterId id,
        String sensor,
        String key,
        Optional<String> trigger,
        String reason,
        String cause,
        int attempts,
        int redrives,
        Instant at,
        long contentBytes) {
    private static final int MOST_CAUSE_CHARS = 2_000;

    /** Shortens a long cause: a trigger may tell any amount. */
    public DeadLetterSummary {
        if (cause.length() > MOST_CAUSE_CHARS) {
            boolean splitsPair = Character.isHighSurrogate(cause.charAt(MOST_CAUSE_CHARS - 1));
            cause = cause.substring(0, splitsPair ? MOST_CAUSE_CHARS - 1 : MOST_CAUSE_CHARS);
        }
    }
}
