package dev.vigil.engine.slot;

import dev.vigil.engine.event.EventBlock;
import java.util.List;

/**
 * What one step came to: the record, and what may leave the slot once it is on disk.
 *
 * @param record to be written, then applied
 * @param isEmpty whether the record says nothing that has to be written
 * @param answers one for each published block, in order
 * @param outgoing events for sensors whose key lives in another slot
 */
public record Step(SlotRecord record, boolean isEmpty, List<Answer> answers, List<Outgoing> outgoing) {
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
}
