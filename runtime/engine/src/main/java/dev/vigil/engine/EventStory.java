package dev.vigil.engine;

import dev.vigil.api.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one event, as far as the journal tells by a bounded look at it.
 *
 * @param partition where it is
 * @param offset its place there
 * @param acceptedAt when it was accepted
 * @param event the event
 * @param sensors what each sensor that runs made of it
 */
public record EventStory(int partition, long offset, Instant acceptedAt, Event event, List<SensorStory> sensors) {
    /**
     * An event that came of it.
     *
     * @param source its source
     * @param id its id
     * @param type its type
     * @param partition where it goes
     * @param offset its place there; empty where it is on its way, or its place was not found
     */
    public record Published(String source, String id, String type, int partition, OptionalLong offset) {}

    /** How far a firing has come. */
    public enum Stage {
        /** It is to be tried, or tried again. */
        PENDING,
        /** The outside has it. */
        DELIVERED,
        /** It was given up, and is kept as a dead letter. */
        DEAD_LETTER,
        /** It was a dead letter that was discarded. */
        DISCARDED,
        /** It has ended: how and when is not known, since its end was not met in the records that were read. */
        NOT_KNOWN
    }

    /**
     * A firing that was decided.
     *
     * @param id its idempotency key
     * @param trigger the trigger's name
     * @param decided when it was decided
     * @param payloadJson what it carries; empty where that is too long to be shown
     * @param stage how far it has come
     * @param attempts how often it was tried, all redrives taken together; of a pending one, before it was redriven
     * @param redrives how often it was redriven
     * @param cause why it was given up last; empty where it was not
     * @param ended when it ended, or was given up
     * @param published the event that it became
     */
    public record Firing(
            String id,
            String trigger,
            Instant decided,
            Optional<String> payloadJson,
            Stage stage,
            int attempts,
            int redrives,
            String cause,
            Optional<Instant> ended,
            Optional<Published> published) {}
}
