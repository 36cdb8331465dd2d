package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A publisher that says that it does not know where another one does not answer in time. Thread-safe. */
final class PromptPublisher implements Publisher {
    /**
     * Together with what a request may have waited for before it is seen, in the kernel and for a turn, below the six seconds
     * that an impatient sender waits, on a node that starves (ADR 30).
     */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Outcome NO_ANSWER = new Outcome.Indeterminate(
            "the journal did not answer in time; send the same events again", Duration.ofSeconds(1));

    private final Publisher publisher;

    PromptPublisher(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        return publisher
                .publish(events)
                .thenApply(outcome -> outcome) // a stage of its own, which alone is given up
                .toCompletableFuture()
                .completeOnTimeout(NO_ANSWER, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
