package dev.vigil.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Carries firings out into the world: an HTTP call, a record in a broker, a line in a log, a new event.
 *
 * <p>Retry, backoff, concurrency and rate limits are the engine's; a trigger makes one attempt at a time for each call.
 *
 * <p>Threading: {@link #fire} may be called from several threads at once, up to the configured concurrency, and must
 * not block.
 */
public interface Trigger extends AutoCloseable {
    /** Makes one attempt. A stage that fails, or is not complete within the configured time-out, counts as TryAgain. */
    CompletionStage<Attempt> fire(Firing firing);

    @Override
    default void close() {}

    /** How one attempt ended. */
    sealed interface Attempt {}

    /** The outside has it. */
    record Delivered() implements Attempt {}

    /**
     * It may work later.
     *
     * @param cause what happened, for a person to read
     * @param after how long the outside asked to be left alone
     */
    record TryAgain(String cause, Optional<Duration> after) implements Attempt {
        /** It may work later, whenever the retry policy says. */
        public TryAgain(String cause) {
            this(cause, Optional.empty());
        }
    }

    /**
     * The firing becomes this event. The trigger puts it nowhere: the slot publishes it in the record that ends the firing, so
     * that it is on the bus exactly once, however often the attempt is made. An event that the bus cannot take is refused.
     *
     * @param event with the firing's id as its own, so that it is the same at every attempt
     */
    record Publish(Event event) implements Attempt {}

    /** The outside will never take it: the firing becomes a dead letter at once. */
    record Refused(String cause) implements Attempt {}

    /**
     * It can never be sent, as was seen without asking the outside: a template without its field, an address that may not be
     * called. The firing becomes a dead letter at once, and it is not taken for a sign that the outside works.
     */
    record Unsendable(String cause) implements Attempt {}
}
