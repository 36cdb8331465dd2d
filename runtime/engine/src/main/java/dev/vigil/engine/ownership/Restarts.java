package dev.vigil.engine.ownership;

import java.time.Duration;

/**
 * How long to wait before a source that has failed is started again: twice as long each time it fails in a row, up to a bound.
 * A run that lasted longer than that bound ends the row; a shorter one does not, or else a source that dies right after its
 * start would be started twice a second for ever. Not thread-safe.
 */
public final class Restarts {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private long startedNanos;
    private boolean isStarted;

    /** The source was started. */
    public void started(long nowNanos) {
        startedNanos = nowNanos;
        isStarted = true;
    }

    /** The source has failed, at its start or after it; gives how long to wait before the next start. */
    public Duration failed(long nowNanos) {
        if (isStarted && nowNanos - startedNanos > LONGEST.toNanos()) {
            next = FIRST;
        }
        isStarted = false;
        var pause = next;
        var twice = pause.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return pause;
    }
}
