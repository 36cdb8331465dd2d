package dev.vigil.engine.slot;

/**
 * Where a sensor of a slot stands with the events of a partition.
 *
 * @param sensor its id in the slot
 * @param startsAfter the offset of the slot's own partition after which it began when it was first there
 * @param registeredIn the record that says so; 0 where that is not known
 * @param received up to where it has that partition's events
 * @param isHeld whether it waits for firings to end, or for dead letters to be settled
 */
public record SensorPlace(int sensor, long startsAfter, long registeredIn, long received, boolean isHeld) {}
