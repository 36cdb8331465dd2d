package dev.vigil.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time as another clock tells it, but for its leaps: when that is set forward or back by more than a second, time goes on
 * as it did, and the new time is believed when it has stood for a minute.
 *
 * <p>A slot's time never goes back, and its dedupe window and timers live by it. So a clock that leaps a day ahead and is
 * corrected would make slots forget what they have taken, and stop their timers for a day.
 *
 * <p>Threading: safe to share.
 */
final class SteadyClock implements InstantSource {
    static final Duration LEAP = Duration.ofSeconds(1);
    static final Duration BELIEVED_AFTER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    /** What the clock is ahead of the time that only goes on. */
    private long aheadMillis;
    /** The same after a leap; means something where there was one. */
    private long leaptMillis;

    private long leaptAt;
    private boolean hasLeapt;

    /** Follows that clock; the other time, in nanoseconds from anywhere, is never set. */
    SteadyClock(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.aheadMillis = clock.millis() - passedMillis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public synchronized long millis() {
        long passed = passedMillis();
        long ahead = clock.millis() - passed;
        if (isNear(ahead, aheadMillis)) {
            hasLeapt = false;
            aheadMillis = ahead;
        } else if (!hasLeapt || !isNear(ahead, leaptMillis)) {
            LOG.warn(
                    "this machine's clock was set by {}; for {} time goes on as it did",
                    Duration.ofMillis(ahead - aheadMillis),
                    BELIEVED_AFTER);
            hasLeapt = true;
            leaptMillis = ahead;
            leaptAt = passed;
        } else if (passed - leaptAt >= BELIEVED_AFTER.toMillis()) {
            LOG.warn("this machine's clock is believed again by={}", Duration.ofMillis(ahead - aheadMillis));
            hasLeapt = false;
            aheadMillis = ahead;
        }
        return passed + aheadMillis;
    }

    private long passedMillis() {
        return nanoTime.getAsLong() / 1_000_000;
    }

    private static boolean isNear(long ahead, long other) {
        return Math.abs(ahead - other) <= LEAP.toMillis();
    }
}
