package dev.vigil.engine.dispatch;

import java.time.Duration;

/** What is measured of one trigger's dispatch on one node. Called by one thread at a time; must not block or throw. */
public interface DispatchMeters {
    /** An attempt was started. */
    void attempt();

    /** An attempt took longer than it may; {@link #retry()} or {@link #exhausted()} follows where someone waits for it. */
    void timeout();

    /** An attempt failed, and there will be another. */
    void retry();

    /** The outside has a firing, that long after it was decided. */
    void delivered(Duration sinceDecided);

    /** A firing was given up after its last attempt. */
    void exhausted();

    /** A firing was given up because the outside will never take it, or it can never be sent. */
    void refused();

    /** Attempts pause from now on, since the outside fails. */
    void paused();

    /** Attempts are made again. */
    void resumed();

    /**
     * How much is under way now.
     *
     * @param inFlight attempts that run
     * @param queued firings that wait to be started, or started again
     */
    void level(int inFlight, int queued);
}
