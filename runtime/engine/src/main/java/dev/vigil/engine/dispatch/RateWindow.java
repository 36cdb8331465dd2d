package dev.vigil.engine.dispatch;

import java.util.OptionalInt;

/**
 * Keeps a rate exactly: of any {@code perSecond + 1} starts in a row, the last is a second or more after the first. A
 * token bucket would let twice as many through within the second after a pause.
 */
final class RateWindow {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** When each of the last starts was, in a ring. */
    private final long[] startsNanos;

    private int next;
    private boolean isFull;

    /** A window for that many starts a second; for any number where none is given. */
    RateWindow(OptionalInt perSecond) {
        startsNanos = new long[perSecond.orElse(0)];
    }

    /** Whether one more may start at that time. */
    boolean allows(long nowNanos) {
        return nowNanos >= opensNanos();
    }

    /** When one more may start; before all time where one always may. */
    long opensNanos() {
        return isFull ? startsNanos[next] + SECOND_NANOS : Long.MIN_VALUE;
    }

    void started(long nowNanos) {
        if (startsNanos.length == 0) {
            return;
        }
        startsNanos[next] = nowNanos;
        next++;
        if (next == startsNanos.length) {
            next = 0;
            isFull = true;
        }
    }
}
