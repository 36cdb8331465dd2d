package dev.vigil.engine.dispatch;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a trigger is treated.
 *
 * @param concurrency how many attempts run at once, at least one
 * @param perSecond how many attempts may start in a second; empty for any number
 * @param timeout how long one attempt may take
 * @param retry when to try again
 */
public record TriggerPolicy(int concurrency, OptionalInt perSecond, Duration timeout, Retry retry) {
    /**
     * Exponential backoff with jitter.
     *
     * @param attempts how many attempts are made in all, at least one
     * @param first the pause after the first failure
     * @param most the longest pause
     * @param jitter the share, from 0 to 1, of each pause that is left to chance
     */
    public record Retry(int attempts, Duration first, Duration most, double jitter) {}
}
