package dev.vigil.engine.ownership;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way onto the bus of one run of a source; shut when the run is over, whatever the source does. Thread-safe. */
final class Gate implements Publisher {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Publisher bus;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int underWay;
    private boolean isShut;

    Gate(Publisher bus) {
        this.bus = bus;
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        if (!enter()) {
            return CompletableFuture.completedFuture(
                    new Outcome.Unavailable("the source does not run here any more", RETRY_AFTER));
        }
        var result = new CompletableFuture<Outcome>();
        var accepted = false;
        try {
            var outcome = bus.publish(events);
            accepted = true;
            // What the source does with the outcome, such as saving its position, comes first.
            var _ = outcome.whenComplete((known, failure) -> {
                if (failure == null) {
                    result.complete(known);
                } else {
                    result.completeExceptionally(failure);
                }
                leave();
            });
        } finally {
            if (!accepted) {
                leave();
            }
        }
        return result;
    }

    private synchronized boolean enter() {
        if (isShut) {
            return false;
        }
        underWay++;
        return true;
    }

    private void leave() {
        boolean isLast;
        synchronized (this) {
            underWay--;
            isLast = isShut && underWay == 0;
        }
        if (isLast) {
            drained.complete(null);
        }
    }

    /** Takes nothing from now on; completes when it is known what became of all that was taken. */
    CompletableFuture<Void> shut() {
        boolean isEmpty;
        synchronized (this) {
            isShut = true;
            isEmpty = underWay == 0;
        }
        if (isEmpty) {
            drained.complete(null);
        }
        return drained;
    }
}
