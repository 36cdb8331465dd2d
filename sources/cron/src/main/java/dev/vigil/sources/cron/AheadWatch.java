package dev.vigil.sources.cron;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to say that a clock waits, because the one before it was ahead: when that begins, and every hour while it lasts. Not
 * thread-safe.
 */
final class AheadWatch {
    /** Clocks of nodes differ a little, and then nothing is missed. */
    private static final Duration USUAL = Duration.ofSeconds(1);

    private static final Duration EVERY = Duration.ofHours(1);

    private @Nullable Instant told;

    /**
     * Whether it is to be said now.
     *
     * @param ahead how far the position is in the future
     */
    boolean isToBeTold(Duration ahead, Instant now) {
        if (ahead.compareTo(USUAL) <= 0) {
            told = null;
            return false;
        }
        var before = told;
        // Either way: the clock, which is in doubt here, may be set back as well.
        if (before != null && Duration.between(before, now).abs().compareTo(EVERY) < 0) {
            return false;
        }
        told = now;
        return true;
    }
}
