package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Leaves each attempt open until the test ends it; reads payloads to their end, as a trigger may. Thread-safe. */
final class HeldTrigger implements Trigger {
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    /** One attempt, and what was found in its payload. */
    record Held(Firing firing, String payload, CompletableFuture<Attempt> end) {}

    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        var end = new CompletableFuture<Attempt>();
        var bytes = new byte[firing.payload().remaining()];
        firing.payload().get(bytes);
        held.add(new Held(firing, new String(bytes, StandardCharsets.UTF_8), end));
        return end;
    }

    /** The next attempt that was begun. */
    Held next() throws InterruptedException {
        var next = held.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no attempt was begun");
        }
        return next;
    }

    boolean hasMore() {
        return !held.isEmpty();
    }
}
