package dev.vigil.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one sensor made of an event.
 *
 * @param sensor the sensor's name
 * @param fate whether it took it
 * @param why for a person to read; may be empty
 * @param key the key of the instance
 * @param slot the slot of the key
 * @param turns when the instance handled it: once, and again with each redrive that succeeded
 * @param letter the dead letter that it became
 * @param firings what was decided
 * @param published what the handler published
 */
public record SensorStory(
        String sensor,
        Fate fate,
        String why,
        Optional<String> key,
        OptionalInt slot,
        List<Turn> turns,
        Optional<Letter> letter,
        List<EventStory.Firing> firings,
        List<EventStory.Published> published) {
    /** Whether a sensor took an event. */
    public enum Fate {
        /** Its instance handled it. */
        HANDLED,
        /** It became a dead letter. */
        DEAD_LETTER,
        /** It has not come to it yet. */
        WAITING,
        /** Likewise, because the sensor is held: too many of its firings are under way. */
        HELD,
        /** It subscribes to other types or sources. */
        NOT_SUBSCRIBED,
        /** The sensor finds no key in it: it is filtered out, or lacks what the key is made of. */
        NO_KEY,
        /** The key function fails at present. */
        KEY_FAILED,
        /** The sensor begins after it. */
        BEFORE_START
    }

    /**
     * An instance handled it.
     *
     * @param slot the slot whose record it is
     * @param record the record's number
     * @param at when that was
     * @param isChanged whether the record changed the instance, by this event or by others of its key
     * @param stateBytes how large the state was after it; 0 where it was forgotten or did not change
     * @param stateJson that state; empty where it was forgotten, did not change, or is too long to be shown
     */
    public record Turn(
            int slot, long record, Instant at, boolean isChanged, long stateBytes, Optional<String> stateJson) {}

    /**
     * The dead letter that an event became.
     *
     * @param id leads to it as long as it is kept
     * @param reason one of {@link DeadLetterFilter#REASONS}
     * @param cause for a person to read
     * @param attempts how often it was tried, all redrives taken together
     * @param redrives how often it was redriven in vain
     * @param at when it was given up last
     * @param isKept whether it is there still; else it was redriven or discarded
     * @param settled when it was redriven or discarded, where that was found
     */
    public record Letter(
            DeadLetterId id,
            String reason,
            String cause,
            int attempts,
            int redrives,
            Instant at,
            boolean isKept,
            Optional<Instant> settled) {}

    /** One of which there is nothing more to tell. */
    public static SensorStory of(String sensor, Fate fate, String why, Optional<String> key, OptionalInt slot) {
        return new SensorStory(sensor, fate, why, key, slot, List.of(), Optional.empty(), List.of(), List.of());
    }
}
