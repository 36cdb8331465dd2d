package dev.vigil.engine.slot;

import dev.vigil.engine.event.EventBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One journal entry of a slot: all that one step decided, together or not at all.
 *
 * @param sequence its number in the slot's journal, from 1 without gaps
 * @param atMillis when it was made; never earlier than the record before
 * @param opened the beginning of an incarnation
 * @param firstOffset the offset of the first event that it takes in
 * @param events the events that it takes in
 * @param identities their hashes, two longs an event; empty where they have to be computed
 * @param changes instances as they are from now on, by sensor id and key; without a value it is gone
 * @param decided new firings
 * @param ended firings that are over
 * @param deadLetters what could not be handled
 * @param received up to where sensors have what they were sent
 * @param confirmed up to where others have what this slot sent
 * @param held ids of the sensors that did not handle the events here
 * @param publications new events on their way to other partitions
 * @param publicationsReceived up to where the publications of other slots are taken in, by slot
 * @param publicationsConfirmed up to where other slots have this one's publications, by slot
 * @param timerRuns how many timers were run
 * @param settledLetters ids of dead letters that are there no longer
 * @param droppedSensors ids of sensors whose state is dropped
 * @param logBegins where the log begins from now on, where that is decided
 * @param replays how replays go on
 */
public record SlotRecord(
        long sequence,
        long atMillis,
        Optional<Opened> opened,
        long firstOffset,
        EventBlock events,
        long[] identities,
        Map<Integer, Map<String, @Nullable Instance>> changes,
        List<PendingFiring> decided,
        List<Ended> ended,
        List<DeadLetter> deadLetters,
        List<Position> received,
        List<Position> confirmed,
        List<Integer> held,
        List<Publication> publications,
        Map<Integer, Long> publicationsReceived,
        Map<Integer, Long> publicationsConfirmed,
        int timerRuns,
        List<String> settledLetters,
        List<Integer> droppedSensors,
        Optional<LogBegin> logBegins,
        Replays replays) {
    /**
     * A new incarnation of the slot.
     *
     * @param node which node it runs on, for a person to read
     * @param registered sensors that were not known before
     */
    public record Opened(String node, List<Registered> registered) {}

    /**
     * A sensor seen for the first time, or again after it was dropped.
     *
     * @param sensor the id it has in this slot from now on
     * @param name its configured name
     * @param startsAfter the offset after which it begins, unless it had come further before
     */
    public record Registered(int sensor, String name, long startsAfter) {}

    /**
     * A firing that is over.
     *
     * @param id its idempotency key
     * @param cause why it was given up; empty where it was delivered
     * @param attempts how often it was tried
     */
    public record Ended(String id, Optional<String> cause, int attempts) {}

    /**
     * Everything of, or for, a slot up to an offset.
     *
     * @param sensor the sensor's id in this slot
     * @param slot the other slot
     * @param upTo the offset, inclusive
     */
    public record Position(int sensor, int slot, long upTo) {}

    /**
     * What becomes of replays.
     *
     * @param begun those that begin
     * @param advanced what others have done
     * @param swapped those whose state becomes the sensor's
     * @param givenUp ids of those whose state is forgotten
     */
    public record Replays(
            List<ReplayBegun> begun,
            List<ReplayAdvanced> advanced,
            List<ReplaySwapped> swapped,
            List<Integer> givenUp) {
        /** None. */
        public static final Replays NONE = new Replays(List.of(), List.of(), List.of(), List.of());

        boolean isEmpty() {
            return begun.isEmpty() && advanced.isEmpty() && swapped.isEmpty() && givenUp.isEmpty();
        }

        /** Whether others run from now on. */
        public boolean changesWhatRuns() {
            return !(begun.isEmpty() && swapped.isEmpty() && givenUp.isEmpty());
        }
    }

    /**
     * A replay that begins.
     *
     * @param edition the id that it has in this slot
     * @param sensor the id of the sensor
     * @param number of the replay
     * @param startsAfter the offset of this slot's partition after which it begins
     * @param from from which time on, in milliseconds since the epoch; empty for the beginning of the log
     * @param fires whether firings of events that the sensor has had are carried out again
     */
    public record ReplayBegun(
            int edition, int sensor, long number, long startsAfter, OptionalLong from, boolean fires) {}

    /**
     * The state of a replay becomes the sensor's.
     *
     * @param edition its id
     * @param repeatedLetters ids of its dead letters about what the sensor had handled before
     * @param isTold whether the record says which of the sensor's dead letters end; older ones do not
     */
    public record ReplaySwapped(int edition, Set<String> repeatedLetters, boolean isTold) {}

    /**
     * What a replay has done in this step.
     *
     * @param edition its id
     * @param tally what it has done
     * @param settles ids of dead letters of the sensor, about what it has come past
     * @param owed what it decided for these
     */
    public record ReplayAdvanced(int edition, ReplayTally tally, List<String> settles, List<Owed> owed) {}

    /** The offset of the last event taken in. */
    public long lastOffset() {
        return firstOffset + events.count() - 1;
    }
}
