package dev.vigil.engine.slot;

/**
 * An event that a sensor published, on its way to its partition's slot.
 *
 * @param target that slot
 * @param sequence its place among those that this slot published to that one, from 1 without gaps
 * @param event the event as it lies in a block
 * @param cause the decision that it comes from: of a handler, derived like a firing's id; of a trigger, the firing's id; empty
 *     where the record was written before this was kept
 */
public record Publication(int target, long sequence, byte[] event, String cause) {}
