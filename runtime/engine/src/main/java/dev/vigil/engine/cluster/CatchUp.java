package dev.vigil.engine.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has only so many slots of a node read and handle what lies in the log at once, in the order in which they ask: a replay must not
 * take the processors from what comes in.
 *
 * <p>Threading: any thread. Those that wait are told by the thread that ends another's turn.
 */
final class CatchUp {
    private final Queue<CompletableFuture<Turn>> waiting = new ArrayDeque<>();
    private int free;

    /** With so many turns at once. */
    CatchUp(int turns) {
        this.free = turns;
    }

    /** As many as there are processors: while one slot's record is being written, another one may use its processor. */
    static CatchUp ofThisMachine() {
        return new CatchUp(Runtime.getRuntime().availableProcessors());
    }

    /** One slot's turn. */
    final class Turn {
        private boolean isOver;

        /** Lets the next one have it; nothing where it is over. */
        void end() {
            CompletableFuture<Turn> next;
            synchronized (CatchUp.this) {
                if (isOver) {
                    return;
                }
                isOver = true;
                next = waiting.poll();
                if (next == null) {
                    free++;
                    return;
                }
            }
            next.complete(new Turn());
        }
    }

    /** A turn, once there is one. Who does not want it any more ends it when it comes. */
    CompletionStage<Turn> ask() {
        synchronized (this) {
            if (free > 0) {
                free--;
                return CompletableFuture.completedFuture(new Turn());
            }
            var asked = new CompletableFuture<Turn>();
            waiting.add(asked);
            return asked;
        }
    }
}
