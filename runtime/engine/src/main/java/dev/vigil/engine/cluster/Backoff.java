package dev.vigil.engine.cluster;

import java.time.Duration;

/** Pauses that double up to a bound, until something succeeds. Not thread-safe. */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private Duration next;

    Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
        this.next = first;
    }

    Duration next() {
        var pause = next;
        next = next.multipliedBy(2).compareTo(most) > 0 ? most : next.multipliedBy(2);
        return pause;
    }

    void succeeded() {
        next = first;
    }
}
