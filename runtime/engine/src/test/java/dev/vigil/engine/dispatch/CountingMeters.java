package dev.vigil.engine.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Counts. Thread-safe. */
final class CountingMeters implements DispatchMeters {
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger timeouts = new AtomicInteger();
    final AtomicInteger retries = new AtomicInteger();
    final AtomicInteger delivered = new AtomicInteger();
    final AtomicInteger exhausted = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger pauses = new AtomicInteger();
    final AtomicInteger resumptions = new AtomicInteger();
    final AtomicReference<Duration> lastDelivery = new AtomicReference<>(Duration.ZERO);
    /** How often the dispatch has dealt with all it had. */
    final AtomicInteger turns = new AtomicInteger();

    final AtomicReference<Level> level = new AtomicReference<>(new Level(0, 0));

    record Level(int inFlight, int queued) {}

    @Override
    public void attempt() {
        attempts.incrementAndGet();
    }

    @Override
    public void timeout() {
        timeouts.incrementAndGet();
    }

    @Override
    public void retry() {
        retries.incrementAndGet();
    }

    @Override
    public void delivered(Duration sinceDecided) {
        delivered.incrementAndGet();
        lastDelivery.set(sinceDecided);
    }

    @Override
    public void exhausted() {
        exhausted.incrementAndGet();
    }

    @Override
    public void refused() {
        refused.incrementAndGet();
    }

    @Override
    public void paused() {
        pauses.incrementAndGet();
    }

    @Override
    public void resumed() {
        resumptions.incrementAndGet();
    }

    @Override
    public void level(int inFlight, int queued) {
        level.set(new Level(inFlight, queued));
        turns.incrementAndGet();
    }
}
