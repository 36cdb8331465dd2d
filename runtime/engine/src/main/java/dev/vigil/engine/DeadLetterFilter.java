package dev.vigil.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are meant: those that meet all that is given.
 *
 * @param sensor the sensor's name
 * @param trigger the trigger of a firing
 * @param reason one of {@link #REASONS}
 * @param from given up then or later
 * @param to given up before
 */
public record DeadLetterFilter(
        Optional<String> sensor,
        Optional<String> trigger,
        Optional<String> reason,
        Optional<Instant> from,
        Optional<Instant> to) {
    /** Why something may have become a dead letter. */
    public static final List<String> REASONS = List.of("HANDLER_FAILED", "REJECTED", "KEY_FAILED", "NOT_DELIVERED");

    /** All of them. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
