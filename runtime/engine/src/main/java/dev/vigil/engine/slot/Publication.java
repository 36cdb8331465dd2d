package dev.vigil.engine.slot;

/**
 * An event that a sensor published, on its way to its partition's slot.
 *
 * @param target that slot
 * @param sequence its place among those that this slot published to that one, from 1 without gaps
 * @param event the event as it lies in a block
 */
public record Publication(int target, long sequence, byte[] event) {}
