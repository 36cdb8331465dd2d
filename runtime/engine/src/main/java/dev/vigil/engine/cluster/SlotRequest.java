package dev.vigil.engine.cluster;

import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.LogExtent;
import dev.vigil.engine.slot.ReplayPlace;
import dev.vigil.engine.slot.SensorPlace;
import dev.vigil.engine.slot.Step;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** What a slot is told from outside, by this node or another. */
public sealed interface SlotRequest extends SlotCommand, WireMessage {
    /** What a slot answers to whoever asked. */
    sealed interface Reply extends WireMessage {}

    /** What a slot answers at once, from what it has in memory. */
    sealed interface Question extends SlotRequest {}

    /**
     * Take these events in.
     *
     * @param number of the block: one more than that of the block that this publisher sent before
     * @param follows whether that block has not been answered yet, so that this one may only be taken after it
     * @param events the block
     * @param replyTo is answered when it is known what became of them; its publisher
     */
    record Publish(long number, boolean follows, EventBlock events, ActorRef<PublishReply> replyTo)
            implements SlotRequest {}

    /** What became of a published block. */
    sealed interface PublishReply extends Reply {
        /** The slot that answers. */
        int slot();

        /** The block's number. */
        long number();
    }

    /**
     * It is on disk.
     *
     * @param slot the slot that answers
     * @param number the block's number
     * @param duplicates the places of the events that had been accepted before
     */
    record Published(int slot, long number, int[] duplicates) implements PublishReply {}

    /**
     * It is not known to be on disk.
     *
     * @param slot the slot that answers
     * @param number the block's number
     * @param mayHaveHappened whether it may be on disk all the same
     * @param reason for a person to read
     */
    record NotPublished(int slot, long number, boolean mayHaveHappened, String reason) implements PublishReply {
        private static final int MOST_REASON_CHARS = 2_000;

        /** Shortens a long reason: a database's errors may quote all that was to be written. */
        public NotPublished {
            if (reason.length() > MOST_REASON_CHARS) {
                boolean splitsPair = Character.isHighSurrogate(reason.charAt(MOST_REASON_CHARS - 1));
                reason = reason.substring(0, splitsPair ? MOST_REASON_CHARS - 1 : MOST_REASON_CHARS) + "...";
            }
        }
    }

    /** Hand these events to a sensor whose keys live here. */
    record Deliver(Inputs.Delivered block) implements SlotRequest {}

    /**
     * What a slot has of a delivery.
     *
     * @param sensor the sensor
     * @param slot the slot that answers
     * @param after where the delivered block began
     * @param has up to where the slot has everything; before {@code after}, the block was refused
     */
    record DeliveryReply(String sensor, int slot, long after, long has) implements SlotRequest {}

    /** Take in what sensors of another slot published for this partition. */
    record DeliverPublications(Inputs.PublicationBatch batch) implements SlotRequest {}

    /** What a slot has of another's publications. */
    record PublicationsReply(int slot, long upTo) implements SlotRequest {}

    /** What is committed of one instance? Answered with the record that follows. */
    record GetInstance(String sensor, String key, ActorRef<InstanceReply> replyTo) implements SlotRequest {}

    /** What is answered about an instance. */
    sealed interface InstanceReply extends Reply {}

    /** An instance, or none. */
    record Instance(Optional<InstanceView> view) implements InstanceReply {}

    /**
     * There is such an instance, and it is too large to be sent.
     *
     * @param bytes how large it is
     * @param mostBytes how large it may be
     */
    record InstanceTooLarge(long bytes, long mostBytes) implements InstanceReply {}

    /** Which instances does a sensor have here? */
    record GetKeys(String sensor, String after, int most, ActorRef<Keys> replyTo) implements Question {}

    /**
     * Keys of a sensor's instances in one slot, ascending.
     *
     * @param isCut whether there are more than those, though fewer than were asked for
     */
    record Keys(int slot, List<String> keys, boolean isCut) implements Reply {}

    /** How is this slot? */
    record GetSummary(ActorRef<Summary> replyTo) implements Question {}

    /**
     * A slot in numbers.
     *
     * @param slot which
     * @param nextOffset the offset that the next event will get
     * @param sensors by sensor: how many instances, and how far behind
     * @param kept the same of sensors that do not run there at present
     */
    record Summary(int slot, long nextOffset, List<SensorCount> sensors, List<SensorCount> kept) implements Reply {}

    /** A sensor in one slot. */
    record SensorCount(String sensor, long instances, long lagEvents) {}

    /** Where in the journal is that offset? */
    record GetLogPlace(long offset, ActorRef<LogPlace> replyTo) implements Question {}

    /**
     * Where to read.
     *
     * @param fromSequence the record to begin with
     * @param toSequence the last record that is on disk
     * @param nextOffset the offset that the next event will get
     * @param firstSequence the record with which the log begins
     * @param firstOffset the offset at which the log begins
     */
    record LogPlace(long fromSequence, long toSequence, long nextOffset, long firstSequence, long firstOffset)
            implements Reply {}

    /** Which dead letters are kept here, after one of that id? */
    record GetDeadLetters(DeadLetterFilter filter, String after, int most, ActorRef<DeadLetters> replyTo)
            implements Question {}

    /**
     * Dead letters of one slot, by id.
     *
     * @param isCut whether there are more than those, though fewer than were asked for
     */
    record DeadLetters(int slot, List<DeadLetterSummary> letters, boolean isCut) implements Reply {}

    /** What is that dead letter? Without its content, if that is not wanted. */
    record GetDeadLetter(String id, boolean withContent, ActorRef<FoundDeadLetter> replyTo) implements Question {}

    /** A dead letter, or none. */
    record FoundDeadLetter(Optional<DeadLetterContent> letter) implements Reply {}

    /**
     * A dead letter and what it is about.
     *
     * @param summary all but that
     * @param partition of the event
     * @param offset of the event
     * @param timer the timer's name; empty where it was none
     * @param event as it lies in a block; empty where there is none, or it was not wanted, or is too large
     * @param payload of the firing; empty likewise
     * @param decidedMillis when the firing was decided
     */
    record DeadLetterContent(
            DeadLetterSummary summary,
            int partition,
            long offset,
            String timer,
            Optional<byte[]> event,
            Optional<byte[]> payload,
            long decidedMillis) {}

    /**
     * How far is a sensor here with the events of a partition, and this slot with another's publications?
     *
     * @param sensor its name; nothing where only publications are asked about
     * @param from the partition, which is the other slot
     * @param atMillis a time of which a record is wanted
     */
    record GetPlace(String sensor, int from, long atMillis, ActorRef<Place> replyTo) implements Question {}

    /**
     * How far they are.
     *
     * @param sensor where the sensor stands; empty where the slot does not know it
     * @param publications up to where the slot has the other's publications
     * @param nearSequence a record near that time
     * @param firstSequence the record with which the log begins
     * @param toSequence the last record that is on disk
     */
    record Place(
            Optional<SensorPlace> sensor, long publications, long nearSequence, long firstSequence, long toSequence)
            implements Reply {}

    /** What has become of these firings and dead letters? */
    record GetFates(List<String> ids, ActorRef<Fates> replyTo) implements Question {}

    /**
     * Those of them that are still there.
     *
     * @param toSequence the last record that is on disk: what is not there any more ended before it, or in it
     */
    record Fates(long toSequence, List<Fate> fates) implements Reply {}

    /**
     * A firing that has not ended, or a dead letter.
     *
     * @param id which
     * @param isPending whether it is a firing that has not ended
     * @param attempts how often it was tried, of a pending one: before it was last redriven
     * @param redrives how often it was redriven
     * @param reason of a dead letter
     * @param cause of a dead letter, for a person to read, cut where it is long
     * @param atMillis when it was given up, or decided
     */
    record Fate(String id, boolean isPending, int attempts, int redrives, String reason, String cause, long atMillis) {}

    /** Which of these identities are remembered here? Two longs each. */
    record GetRanks(long[] identities, ActorRef<Ranks> replyTo) implements Question {}

    /**
     * The places of events among all that came to a slot from outside; only to be compared with others of the same incarnation.
     *
     * @param slot the slot that answers
     * @param ranks one for each identity; -1 for one that is not remembered
     * @param newest the rank of the newest event from outside
     * @param nextOffset the offset that the next event will get
     */
    record Ranks(int slot, long[] ranks, long newest, long nextOffset) implements Reply {}

    /** Redrive or discard these dead letters, or drop sensors. Answered with the record that follows. */
    record Rule(List<Inputs.Ruling> rulings, ActorRef<Ruled> replyTo) implements SlotRequest {}

    /** What became of each, in order. */
    record Ruled(int slot, List<Step.Ruled> rulings) implements Reply {}

    /** How is the last replay of a sensor here? */
    record GetReplay(String sensor, ActorRef<Replay> replyTo) implements Question {}

    /**
     * How it is.
     *
     * @param slot the slot that answers
     * @param runs whether the sensor runs here
     * @param place how far the replay is; empty where there was none
     * @param remaining how many events of the slot's partition are still to be looked at for it
     * @param logBegins the offset at which the slot's log begins
     * @param nextOffset the offset that the next event will get
     */
    record Replay(int slot, boolean runs, Optional<ReplayPlace> place, long remaining, long logBegins, long nextOffset)
            implements Reply {}

    /** How is this slot? Answered at once in every state. */
    record GetCondition(ActorRef<Condition> replyTo) implements SlotRequest {}

    /**
     * How a slot is.
     *
     * @param slot which
     * @param node where it lives
     * @param running whether it takes events
     * @param condition what it does, and what is wrong where something is
     * @param sensors by sensor: how many instances, and how far behind; none where it is not running
     * @param log what is kept of its log; empty where it is not running
     */
    record Condition(
            int slot,
            String node,
            boolean running,
            String condition,
            List<SensorCount> sensors,
            Optional<LogExtent> log)
            implements Reply {}

    /**
     * Can events be committed here? Answered after a commit.
     *
     * @param number of the question, for the answer
     * @param replyTo is answered when it is known
     */
    record Probe(long number, ActorRef<Probed> replyTo) implements SlotRequest {}

    /**
     * Whether events can be committed.
     *
     * @param slot the slot that answers
     * @param number the question's number
     * @param serving whether they can
     * @param reason why not, for a person to read; else empty
     */
    record Probed(int slot, long number, boolean serving, String reason) implements Reply {}

    /** Be awake. */
    record Wake() implements SlotRequest {}

    /** Finish what is being written and stop. */
    record Stop() implements SlotRequest {}
}
