package dev.vigil.engine.dispatch;

import dev.vigil.api.Trigger;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends of attempts on their way from the threads on which they happen to the one that handles them, which is woken once
 * for all that gather until it comes, and not at all for those that happen while it is at work.
 *
 * <p>Threading: {@link #land} from any thread, the others from the one that handles them.
 */
final class Landings<O> {
    private final ConcurrentLinkedQueue<Landing<O>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final Runnable wake;

    /** An attempt and how it ended. */
    record Landing<O>(Flight<O> flight, Trigger.Attempt result) {}

    /** Calls {@code wake}, from any thread, when there is something to handle. */
    Landings(Runnable wake) {
        this.wake = wake;
    }

    void land(Flight<O> flight, Trigger.Attempt result) {
        queue.add(new Landing<>(flight, result));
        wakeOnce();
    }

    /** The handler is at work until {@link #rest}: it polls by itself. */
    void work() {
        isAwake.set(true);
    }

    @Nullable
    Landing<O> poll() {
        return queue.poll();
    }

    /** The handler stops polling; it is woken for what came in meanwhile. */
    void rest() {
        isAwake.set(false);
        if (!queue.isEmpty()) {
            wakeOnce();
        }
    }

    private void wakeOnce() {
        if (isAwake.compareAndSet(false, true)) {
            wake.run();
        }
    }
}
