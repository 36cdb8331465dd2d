package dev.vigil.engine.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/**
 * The time between a node's order to stop and the hand-over of its slots: they go on serving, and each saves a snapshot, so
 * that whoever takes it over has few records to read and its keys wait the less. Thread-safe.
 */
final class Departure {
    /** Longer than any snapshot takes that is worth waiting for; without one, the next owner only reads more. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Set<Integer> unprepared = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Done> prepared = new CompletableFuture<>();
    private volatile boolean hasBegun;

    /** From now on the slots prepare; completes normally when those have, or after a second. */
    CompletionStage<Done> begin(Set<Integer> slots) {
        unprepared.addAll(slots);
        hasBegun = true;
        if (slots.isEmpty()) {
            prepared.complete(Done.getInstance());
        }
        return prepared.completeOnTimeout(Done.getInstance(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the node is about to hand over its slots. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** That slot may be handed over. */
    void prepared(int slot) {
        if (hasBegun && unprepared.remove(slot) && unprepared.isEmpty()) {
            prepared.complete(Done.getInstance());
        }
    }
}
