package dev.vigil.engine.slot;

import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.sensor.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What one step came to: the record, and what may leave the slot once it is on disk.
 *
 * @param record to be written, then applied
 * @param isEmpty whether the record says nothing that has to be written
 * @param answers one for each published block, in order
 * @param outgoing events for sensors whose key lives in another slot
 * @param ruled one for each ruling, in order
 * @param handled what each sensor was called for, for those who count
 * @param spans calls of handlers that belong to a sampled trace, for those who record it
 */
public record Step(
        SlotRecord record,
        boolean isEmpty,
        List<Answer> answers,
        List<Outgoing> outgoing,
        List<Ruled> ruled,
        List<Handled> handled,
        List<Span> spans) {
    /**
     * What became of a published block.
     *
     * @param accepted how many of its events were new
     * @param duplicates the places in the block of those that were not
     */
    public record Answer(int accepted, int[] duplicates) {}

    /**
     * Events of this record for one sensor and another slot.
     *
     * @param sensor the sensor's name
     * @param target the slot of their keys
     * @param events the events
     * @param offsets their offsets, ascending
     */
    public record Outgoing(String sensor, int target, EventBlock events, long[] offsets) {}

    /**
     * What became of a ruling.
     *
     * @param id the dead letter, or the sensor
     * @param result what became of it
     * @param reason why it failed again or was refused, for a person to read, cut where it is long; else empty
     */
    public record Ruled(String id, Result result, String reason) {}

    /**
     * What a sensor was called for.
     *
     * @param sensor the sensor's name
     * @param events how many events its instances handled
     * @param timers how many timers of its instances ran
     */
    public record Handled(String sensor, int events, int timers) {}

    /**
     * The call of a handler for an event of a sampled trace.
     *
     * @param sensor the sensor's name
     * @param key of its instance
     * @param event the event, whose own place in the trace is the parent's
     * @param origin the event's place in the log
     * @param trace the span itself
     * @param problem why it was rejected, or how the handler failed; empty where it decided
     */
    public record Span(
            String sensor, String key, BlockEvent event, Origin origin, TraceContext trace, Optional<String> problem) {}

    /** What may become of a ruling. */
    public enum Result {
        /** It was handled and is no dead letter any more. */
        HANDLED,
        /** Its firing goes to its trigger again. */
        DISPATCHED,
        /** It was handled again, failed again and stays. */
        FAILED_AGAIN,
        /** It was discarded. */
        DISCARDED,
        /** The sensor's state was dropped. */
        DROPPED,
        /** The replay has begun. */
        BEGUN,
        /** The replay is given up. */
        GIVEN_UP,
        /** It has been redriven since it was seen; nothing was done now. */
        DONE_BEFORE,
        /** It was redriven before, and its firing has not ended yet; nothing was done now. */
        UNDER_WAY,
        /** There is no such dead letter, or sensor. */
        UNKNOWN,
        /** It cannot be redriven, or dropped; it stays. */
        REFUSED,
        /** Too many firings of its sensor are under way for it to be redriven now; it stays. */
        HELD
    }
}
