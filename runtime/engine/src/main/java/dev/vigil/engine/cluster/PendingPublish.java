package dev.vigil.engine.cluster;

import dev.vigil.api.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One call of a publisher, whose events may go to several slots. Thread-safe. */
final class PendingPublish {
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private int open;
    private int accepted;
    private int duplicates;
    private boolean failed;
    private boolean mayHaveHappened;
    private String reason = "";

    PendingPublish(int events) {
        open = events;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Some of its events are on disk. */
    void published(int events, int ofThemDuplicates) {
        ended(events, events - ofThemDuplicates, ofThemDuplicates, false, false, "");
    }

    /** Some of its events are not known to be on disk. */
    void failed(int events, boolean happenedPerhaps, String cause) {
        ended(events, 0, 0, true, happenedPerhaps, cause);
    }

    private void ended(int events, int news, int olds, boolean lost, boolean perhaps, String cause) {
        Outcome result;
        synchronized (this) {
            open -= events;
            accepted += news;
            duplicates += olds;
            failed |= lost;
            mayHaveHappened |= perhaps || news + olds > 0;
            reason = lost ? cause : reason;
            if (open > 0) {
                return;
            }
            result = result();
        }
        outcome.complete(result);
    }

    private Outcome result() {
        if (!failed) {
            return new Outcome.Accepted(accepted, duplicates);
        }
        return mayHaveHappened
                ? new Outcome.Indeterminate(reason, RETRY_AFTER)
                : new Outcome.Unavailable(reason, RETRY_AFTER);
    }
}
