package dev.vigil.engine.journal;

import java.io.NotSerializableException;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one slot: recovers it, then writes one record at a time, and does nothing else.
 *
 * <p>Its state is the sequence number of the last record; all else is the owner's.
 *
 * <p>Failure: after {@link Failed} it stops itself, and with it goes what it was still sent. It never tries a write again:
 * whether a failed one is on disk, only a recovery can tell. The owner spawns the next one.
 */
public final class Journal extends EventSourcedBehavior<Journal.Command, JournalRecord, Long> {
    /** What a journal can be told. */
    public sealed interface Command {}

    /**
     * Write this record. The next one waits for it.
     *
     * @param record its bytes, not to be changed any more
     * @param snapshot where a snapshot is to be taken with this record: the slot's state as it was before it
     */
    public record Append(byte[] record, Optional<byte[]> snapshot) implements Command {}

    /** End, after the record that is being written. */
    public record Stop() implements Command {}

    /** What a journal tells its owner. */
    public sealed interface Signal {}

    /**
     * All that there was has been given to {@link Recovery}; it may be appended to.
     *
     * @param lastSequence the number of the last record, 0 if there is none
     */
    public record Recovered(long lastSequence) implements Signal {}

    /**
     * A record is on disk.
     *
     * @param sequence its number, one more than that of the record before it
     */
    public record Appended(long sequence) implements Signal {}

    /**
     * This journal is dead. What of its last record became, the next recovery tells.
     *
     * @param cause what happened
     * @param corrupt whether what is on disk cannot be read, so that another recovery will fail as well
     */
    public record Failed(Throwable cause, boolean corrupt) implements Signal {}

    /**
     * A snapshot is on disk. Nothing depends on it but the length of the next recovery.
     *
     * @param sequence the record it stands after
     * @param before the record after which the one before it stands, that is kept beside it; 0 for none
     */
    public record SnapshotSaved(long sequence, long before) implements Signal {}

    /**
     * A snapshot could not be saved; the journal goes on.
     *
     * @param sequence the record it should have stood after
     * @param cause what happened
     */
    public record SnapshotFailed(long sequence, Throwable cause) implements Signal {}

    /**
     * Takes what a recovery finds, in its order, on the journal's thread: at most one snapshot, then records. An exception
     * means that the journal is corrupt.
     */
    public interface Recovery {
        /** Begin with this state. */
        void snapshot(byte[] state);

        /** Apply this record. */
        void record(byte[] record);
    }

    private final int slot;
    private final Recovery recovery;
    private final ActorRef<Signal> owner;
    private final ActorContext<Command> context;
    private final SnapshotTable snapshots;
    private boolean recovering = true;
    private boolean writing;
    private boolean dead;
    private @Nullable CorruptJournalException brokenSnapshot;

    private Journal(int slot, Recovery recovery, ActorRef<Signal> owner, ActorContext<Command> context) {
        super(PersistenceId.ofUniqueId(SlotId.of(slot)));
        this.slot = slot;
        this.recovery = recovery;
        this.owner = owner;
        this.context = context;
        this.snapshots =
                JournalSetup.database(context.getSystem().settings().setup()).snapshots();
    }

    /** The journal of that slot; its actor system was created with {@link Database#setup()}. */
    public static Behavior<Command> create(int slot, Recovery recovery, ActorRef<Signal> owner) {
        return Behaviors.setup(context -> new Journal(slot, recovery, owner, context));
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Command, JournalRecord, Long> commandHandler() {
        return (last, command) -> switch (command) {
            case Append append -> append(append);
            case Stop() -> Effect().stop();
        };
    }

    private Effect<JournalRecord, Long> append(Append append) {
        if (writing) {
            throw new IllegalStateException(
                    "slot " + slot + " has a write under way: Pekko keeps commands back until it ends");
        }
        writing = true;
        return Effect().persist(new JournalRecord(append.record())).thenRun(sequence -> {
            writing = false;
            owner.tell(new Appended(sequence));
            append.snapshot().ifPresent(before -> save(new SlotSnapshot(sequence, before, append.record())));
        });
    }

    /** Not by Pekko's own way, which keeps commands and answers back until the snapshot is saved. */
    private void save(SlotSnapshot snapshot) {
        var _ = snapshots
                .save(SlotId.of(slot), snapshot)
                .whenComplete((before, cause) -> owner.tell(
                        cause == null
                                ? new SnapshotSaved(snapshot.sequence(), before)
                                : new SnapshotFailed(snapshot.sequence(), cause)));
    }

    @Override
    public EventHandler<Long, JournalRecord> eventHandler() {
        return (last, record) -> recovering ? recovered(last, record) : last + 1;
    }

    private long recovered(long last, JournalRecord record) {
        refuseBrokenSnapshot();
        long sequence = lastSequenceNumber(context);
        expect(last + 1, sequence);
        try {
            recovery.record(record.bytes());
        } catch (RuntimeException e) {
            throw new CorruptJournalException(
                    "record " + sequence + " of slot " + slot + " cannot be read: " + e.getMessage(), e);
        }
        return sequence;
    }

    @Override
    public SnapshotAdapter<Long> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(Long state) {
                throw new IllegalStateException("snapshots are saved with a record, never of a sequence number alone");
            }

            @Override
            public Long fromJournal(Object from) {
                return recovered((SlotSnapshot) from);
            }
        };
    }

    /** Keeps an exception for the next step, because Pekko tells nobody of one that is thrown in this. */
    private long recovered(SlotSnapshot snapshot) {
        try {
            recovery.snapshot(snapshot.before());
            recovery.record(snapshot.record());
        } catch (RuntimeException e) {
            brokenSnapshot = new CorruptJournalException(
                    "the snapshot after record " + snapshot.sequence() + " of slot " + slot + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
        return snapshot.sequence();
    }

    @Override
    public SignalHandler<Long> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (last, signal) -> completed(last))
                .onSignal(RecoveryFailed.class, (last, signal) -> failed(signal.getFailure()))
                .onSignal(JournalPersistFailed.class, (last, signal) -> failed(notWritten(signal.failure())))
                .onSignal(JournalPersistRejected.class, (last, signal) -> failed(signal.failure()))
                .build();
    }

    /** What is thrown here, Pekko makes a {@link RecoveryFailed} of. */
    private void completed(long last) {
        refuseBrokenSnapshot();
        // Pekko asks the database for the highest number first; a replay that ends below it has lost records on its
        // way.
        expect(lastSequenceNumber(context), last);
        recovering = false;
        owner.tell(new Recovered(last));
    }

    private void refuseBrokenSnapshot() {
        if (brokenSnapshot != null) {
            throw brokenSnapshot;
        }
    }

    private void expect(long expected, long found) {
        if (expected != found) {
            throw new CorruptJournalException(
                    "records are missing from slot " + slot + ": expected number " + expected + ", found " + found
                            + (expected == 1 ? "; they may have been deleted, and no snapshot can be read" : ""));
        }
    }

    /** Once: Pekko reports an exception of a recovery's handler a second time, as the cause of another. */
    private void failed(Throwable cause) {
        if (!dead) {
            dead = true;
            owner.tell(new Failed(cause, isCorrupt(cause)));
        }
    }

    private Throwable notWritten(Throwable cause) {
        return FencedException.isBehind(cause) ? new FencedException(slot, cause) : cause;
    }

    /** Only what is certain: in doubt, the owner had better try again. */
    private static boolean isCorrupt(@Nullable Throwable cause) {
        for (var e = cause; e != null; e = e.getCause()) {
            if (e instanceof CorruptJournalException || e instanceof NotSerializableException || isReplayFilters(e)) {
                return true;
            }
        }
        return false;
    }

    /** Pekko's ReplayFilter, in the mode "fail", has no exception of its own. */
    private static boolean isReplayFilters(Throwable e) {
        return e instanceof IllegalStateException
                && String.valueOf(e.getMessage()).startsWith("Invalid replayed event");
    }
}
