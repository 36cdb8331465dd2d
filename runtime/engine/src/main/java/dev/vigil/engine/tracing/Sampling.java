package dev.vigil.engine.tracing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which of the events that come without a trace begin one: a share of them, and on the average of a tenth of a second no more
 * than so many. Without a limit what is spent on traces, here and where they are kept, would grow with the load, just when
 * there is least to spend. Thread-safe.
 */
final class Sampling {
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final double share;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long dueNanos;

    Sampling(double share, int mostPerSecond, LongSupplier nanoTime) {
        this.share = share;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / mostPerSecond;
        this.nanoTime = nanoTime;
        this.dueNanos = nanoTime.getAsLong();
    }

    /** Whether an event begins a trace, by a number from 0 to 1 that was drawn for it. */
    boolean begins(double drawn) {
        return drawn < share && isWithin(nanoTime.getAsLong());
    }

    /** Each has its time, an interval after the one before it; it may come so much earlier. */
    private synchronized boolean isWithin(long nowNanos) {
        if (dueNanos - nowNanos > BURST_NANOS) {
            return false;
        }
        dueNanos = intervalNanos + (dueNanos - nowNanos > 0 ? dueNanos : nowNanos);
        return true;
    }
}
