package dev.vigil.engine.slot;

import java.util.OptionalLong;

/**
 * How far a replay of a sensor is in one slot.
 *
 * @param number of the replay
 * @param stage one of {@code RUNNING}, {@code SWAPPED}, {@code DONE}, {@code GIVEN_UP}
 * @param from from which time on, in milliseconds since the epoch; empty for the beginning of the log
 * @param fires whether firings are carried out again
 * @param begunMillis when it began here
 * @param startsAfter the offset of the slot's own partition after which it began
 * @param received up to where it has the slot's own partition
 * @param waiting of how many partitions it does not have the same as the sensor; 0 where it is over
 * @param isHeld whether it waits for firings to end or dead letters to be settled, the sensor's or its own
 * @param instances how many instances it has
 * @param tally what it has done
 */
public record ReplayPlace(
        long number,
        String stage,
        OptionalLong from,
        boolean fires,
        long begunMillis,
        long startsAfter,
        long received,
        int waiting,
        boolean isHeld,
        int instances,
        ReplayTally tally) {
    static ReplayPlace of(SensorSlice living, SensorSlice slice, SlotState state) {
        var edition = java.util.Objects.requireNonNull(slice.edition);
        int waiting = 0;
        for (int from = 0; from < slice.received.length && edition.isRunning(); from++) {
            waiting += slice.received[from] == living.received[from] ? 0 : 1;
        }
        return new ReplayPlace(
                edition.begun.number(),
                edition.stage.name(),
                edition.begun.from(),
                edition.begun.fires(),
                edition.begunMillis,
                slice.startsAfter,
                slice.received[state.slot()],
                waiting,
                state.isHeld(living) || state.isWaiting(slice),
                edition.isRunning() ? slice.instances.size() : living.instances.size(),
                edition.tally);
    }
}
