package dev.vigil.engine.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a trigger is treated, on each node by itself.
 *
 * @param concurrency how many attempts run at once, at least one
 * @param perSecond how many attempts may start within any one second, up to a million; empty for any number
 * @param timeout how long one attempt may take, up to a year
 * @param retry when to try again
 * @param breaker when attempts pause; empty for never
 */
public record TriggerPolicy(
        int concurrency, OptionalInt perSecond, Duration timeout, Retry retry, Optional<Breaker> breaker) {
    /** The highest rate that is kept exactly. */
    public static final int MOST_PER_SECOND = 1_000_000;

    private static final Duration YEAR = Duration.ofDays(365);

    /** A policy under which attempts never pause. */
    public TriggerPolicy(int concurrency, OptionalInt perSecond, Duration timeout, Retry retry) {
        this(concurrency, perSecond, timeout, retry, Optional.empty());
    }

    /** Checks the bounds. */
    public TriggerPolicy {
        require(concurrency >= 1, "concurrency", "at least 1", concurrency);
        if (perSecond.isPresent()) {
            int rate = perSecond.getAsInt();
            require(rate >= 1 && rate <= MOST_PER_SECOND, "perSecond", "from 1 to " + MOST_PER_SECOND, rate);
        }
        require(timeout.isPositive() && timeout.compareTo(YEAR) <= 0, "timeout", "above 0 and up to a year", timeout);
    }

    /**
     * Exponential backoff with jitter: the pause doubles with each failure until it is the longest.
     *
     * @param attempts how many attempts are made in all, at least one; those while attempts pause do not count
     * @param first the pause after the first failure
     * @param most the longest pause, up to a year
     * @param jitter the share, from 0 to 1, of each pause that is left to chance
     */
    public record Retry(int attempts, Duration first, Duration most, double jitter) {
        /** Checks the bounds. */
        public Retry {
            require(attempts >= 1, "retry.attempts", "at least 1", attempts);
            require(!first.isNegative(), "retry.first", "0 or more", first);
            require(
                    most.compareTo(first) >= 0 && most.compareTo(YEAR) <= 0,
                    "retry.most",
                    "from retry.first to a year",
                    most);
            require(jitter >= 0 && jitter <= 1, "retry.jitter", "from 0 to 1", jitter);
        }
    }

    /**
     * When attempts pause because the outside is away: firings wait, in order and uncounted, and one attempt at a time
     * finds out whether it is back.
     *
     * @param failures how many attempts in a row have failed, of whichever firings; at least one
     * @param openFor how long no attempt is made, up to a year
     */
    public record Breaker(int failures, Duration openFor) {
        /** Checks the bounds. */
        public Breaker {
            require(failures >= 1, "breaker.failures", "at least 1", failures);
            require(
                    openFor.isPositive() && openFor.compareTo(YEAR) <= 0,
                    "breaker.openFor",
                    "above 0 and up to a year",
                    openFor);
        }
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
