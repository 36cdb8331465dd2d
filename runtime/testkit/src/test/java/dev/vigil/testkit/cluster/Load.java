package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Publisher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** An upstream that publishes on and on, one event after the other, on a thread of its own, until it is stopped. */
final class Load {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Void> done;

    private Load(Ledger ledger, Publisher publisher) {
        done = CompletableFuture.runAsync(
                () -> run(ledger, publisher),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    static Load of(Ledger ledger, Publisher publisher) {
        return new Load(ledger, publisher);
    }

    private void run(Ledger ledger, Publisher publisher) {
        while (!stopped.get()) {
            try {
                ledger.publish(publisher, 1);
                LockSupport.parkNanos(5_000_000);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Stops it after the event that is under way, which must be acknowledged in the end. */
    void stop() throws Exception {
        assertThat(done).as("the upstream is not stuck").isNotCompletedExceptionally();
        stopped.set(true);
        done.get(90, TimeUnit.SECONDS);
    }
}
