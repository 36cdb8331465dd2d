package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.OutageTable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A small commit of this node now and then, to its own row of the database, which tells two things: whether this node can
 * commit, which is asked on behalf of all its idle slots, and until when it has watched. At most one a second. Thread-safe.
 */
final class Beats {
    /** How old a commit may be and still tell that this node can commit. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Function<OutageTable.Beat, CompletionStage<?>> write;
    private final AtomicReference<Committed> last =
            new AtomicReference<>(new Committed(0, CompletableFuture.completedFuture(false)));
    private volatile OutageTable.Beat kind = OutageTable.Beat.STARTING;

    /**
     * Beats of a node.
     *
     * @param write commits one; fails where that fails
     */
    Beats(Function<OutageTable.Beat, CompletionStage<?>> write) {
        this.write = write;
    }

    private record Committed(long sinceNanos, CompletableFuture<Boolean> done) {
        boolean isUsable(long nowNanos) {
            return !done.isDone() || (done.join() && nowNanos - sinceNanos < FRESH.toNanos());
        }
    }

    /** What this node says of itself from now on. */
    void become(OutageTable.Beat now) {
        kind = now;
    }

    /** Whether this node can commit, by a commit that is at most a second old; completes normally and soon. */
    CompletionStage<Boolean> committed() {
        return current().done.copy().completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Commits that this node stops in order; completes normally and soon. */
    CompletionStage<Boolean> stop() {
        kind = OutageTable.Beat.STOPPED;
        return write.apply(kind)
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Committed current() {
        long now = System.nanoTime();
        var before = last.get();
        if (before.isUsable(now)) {
            return before;
        }
        var next = new Committed(now, new CompletableFuture<>());
        if (!last.compareAndSet(before, next)) {
            return last.get();
        }
        var _ = write.apply(kind).whenComplete((_, failure) -> next.done.complete(failure == null));
        return next;
    }
}
