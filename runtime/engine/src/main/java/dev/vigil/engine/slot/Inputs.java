package dev.vigil.engine.slot;

import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import java.util.List;
import java.util.OptionalLong;

/**
 * What has gathered for a slot since its last step. Each list is in order of arrival.
 *
 * @param published blocks of events from sources
 * @param delivered blocks of events from other slots, for sensors whose key lives here
 * @param publications events that other slots' sensors published, for this partition
 * @param replays stretches of this slot's own log, for sensors that are behind
 * @param firingResults how firings ended
 * @param confirmed what other slots have of this one's events
 * @param publicationsConfirmed what other slots have of this one's publications
 * @param rulings what people have decided about dead letters and sensors
 */
public record Inputs(
        List<EventBlock> published,
        List<Delivered> delivered,
        List<PublicationBatch> publications,
        List<Replay> replays,
        List<FiringResult> firingResults,
        List<Confirmed> confirmed,
        List<PublicationsConfirmed> publicationsConfirmed,
        List<Ruling> rulings) {
    /** Nothing but time that has passed. */
    public static final Inputs NONE =
            new Inputs(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * All events of a partition for one sensor and this slot, with offsets after one and up to another.
     *
     * @param sensor the sensor's name
     * @param from the partition
     * @param after everything up to there was sent before
     * @param upTo everything up to there is in this block or before it
     * @param events the events
     * @param offsets their offsets, ascending
     * @param atMillis when the partition took them in; 0 where that is not known
     * @param ofReplay for a replay: where it is there; {@link ReplayMark#NONE} for a sensor
     */
    public record Delivered(
            String sensor,
            int from,
            long after,
            long upTo,
            EventBlock events,
            long[] offsets,
            long atMillis,
            ReplayMark ofReplay) {
        /** For a sensor, of events of which it is not said when they were taken in. */
        public Delivered(String sensor, int from, long after, long upTo, EventBlock events, long[] offsets) {
            this(sensor, from, after, upTo, events, offsets, 0, ReplayMark.NONE);
        }

        /** The same, for a replay. */
        public Delivered with(ReplayMark mark) {
            return new Delivered(sensor, from, after, upTo, events, offsets, atMillis, mark);
        }

        /** Checks that every event has its offset. */
        public Delivered {
            if (offsets.length != events.count()) {
                throw new IllegalArgumentException(offsets.length + " offsets of " + events.count() + " events");
            }
        }
    }

    /**
     * What a replay has to know of a partition.
     *
     * @param begins the offset after which it begins there
     * @param settled up to where its sensor has all that was for it and this slot
     */
    public record ReplayMark(long begins, long settled) {
        /** Of a block that is for no replay. */
        public static final ReplayMark NONE = new ReplayMark(-1, -1);
    }

    /**
     * Publications of another slot.
     *
     * @param from that slot
     * @param after the sequence number of the one before the first
     * @param events each as it lies in a block
     */
    public record PublicationBatch(int from, long after, List<byte[]> events) {
        /** The sequence number of the last. */
        public long upTo() {
            return after + events.size();
        }
    }

    /**
     * A stretch of this slot's own log.
     *
     * @param firstOffset the offset of its first event
     * @param events without gaps
     * @param atMillis when they were taken in
     */
    public record Replay(long firstOffset, EventBlock events, long atMillis) {
        /** The offset of its last event. */
        public long lastOffset() {
            return firstOffset + events.count() - 1;
        }
    }

    /** A slot has all of this one's events for a sensor up to that offset. */
    public record Confirmed(String sensor, int slot, long upTo) {}

    /** A slot has all of this one's publications up to that sequence number. */
    public record PublicationsConfirmed(int slot, long upTo) {}

    /** What a person has decided. */
    public sealed interface Ruling {
        /** The dead letter or the sensor that it is about. */
        String id();
    }

    /** What a person has decided about a dead letter. */
    public sealed interface LetterRuling extends Ruling {}

    /**
     * Handle it again.
     *
     * @param id the dead letter
     * @param redrives how often it had been redriven when the person saw it: if it has been since, this was done already
     */
    public record Redrive(String id, int redrives) implements LetterRuling {}

    /** Forget it. */
    public record Discard(String id) implements LetterRuling {}

    /** What a person has decided about the replay of a sensor. */
    public sealed interface ReplayRuling extends Ruling {}

    /**
     * Rebuild the state of a sensor from the log.
     *
     * @param id the sensor's name
     * @param number of the replay
     * @param startsAfter the offset of this partition after which it begins
     * @param from see {@link SlotRecord.ReplayBegun}
     * @param fires see {@link SlotRecord.ReplayBegun}
     */
    public record BeginReplay(String id, long number, long startsAfter, OptionalLong from, boolean fires)
            implements ReplayRuling {}

    /** Give up the replay of that number of the sensor of that name. */
    public record GiveUpReplay(String id, long number) implements ReplayRuling {}

    /** Forget the state of the sensor of that name, which does not run any more. */
    public record DropSensor(String id) implements Ruling {}
}
