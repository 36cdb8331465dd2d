package dev.vigil.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The last replay of a sensor, seen from outside.
 *
 * @param sensor the sensor's name
 * @param number of the replay
 * @param stage how far it is
 * @param from from which time on; empty for the beginning of the log
 * @param fires whether firings of events that the sensor had are carried out again
 * @param begun when it began
 * @param events how many events it handled
 * @param timers how many timers it ran
 * @param failed how many of both became dead letters
 * @param remaining how many events of the log are still to be looked at for it
 * @param repeated how many firings were carried out again
 * @param published how many events it would have published
 * @param firings by trigger: how many firings would have been carried out; those of many triggers together under an empty name
 * @param samples some of these
 * @param slots how it is in each slot that knows of it
 */
public record ReplayView(
        String sensor,
        long number,
        Stage stage,
        Optional<Instant> from,
        boolean fires,
        Instant begun,
        long events,
        long timers,
        long failed,
        long remaining,
        long repeated,
        long published,
        Map<String, Long> firings,
        List<Sample> samples,
        List<Slot> slots) {
    /** How far a replay is. */
    public enum Stage {
        /** Some slots have not begun it: whoever asked for it was not answered by all. */
        BEGINNING,
        /** The state is being rebuilt. */
        RUNNING,
        /** In some slots it is the sensor's, in others not yet. */
        SWAPPING,
        /** It is the sensor's. */
        DONE,
        /** It is gone, or goes: some slots may not have been told yet. */
        GIVEN_UP
    }

    /**
     * A firing that would have been carried out.
     *
     * @param trigger the trigger's name
     * @param key of the instance
     * @param partition of the event; the slot where it was a timer
     * @param offset of the event; empty where it was a timer
     * @param at the time at which it would have been decided
     * @param payload JSON, cut where it is long
     */
    public record Sample(String trigger, String key, int partition, OptionalLong offset, Instant at, String payload) {}

    /**
     * A replay in one slot, and with the events of that slot's partition.
     *
     * @param slot which
     * @param stage one of {@code RUNNING}, {@code SWAPPED}, {@code GIVEN_UP}
     * @param fromOffset the offset in its partition at which it begins
     * @param logBegins the offset at which its log begins: what was before is not kept
     * @param events how many events its instances handled
     * @param instances how many it has
     * @param remaining how many events of the partition are still to be looked at, for any slot
     * @param waiting of how many partitions it is not as far as the sensor
     * @param isHeld whether it waits for firings to end or dead letters to be settled, the sensor's or its own
     */
    public record Slot(
            int slot,
            String stage,
            long fromOffset,
            long logBegins,
            long events,
            long instances,
            long remaining,
            int waiting,
            boolean isHeld) {}
}
