package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.RecordCodec;
import java.util.ArrayList;
import java.util.List;

/** One slot's journal as a database would keep it: records by sequence number, and snapshots. */
final class StoredJournal {
    private final boolean fenced;
    private final boolean fencedBelow;
    /** All that there ever were. */
    private final List<byte[]> records = new ArrayList<>();

    private final List<Snapshot> snapshots = new ArrayList<>();
    private long first = 1;
    private long oldest = 1;

    record Snapshot(long sequence, byte[] bytes) {}

    StoredJournal(boolean fenced, boolean fencedBelow) {
        this.fenced = fenced;
        this.fencedBelow = fencedBelow;
    }

    /** False where a record of that number is there already, or was; nothing is written then. */
    boolean append(long sequence, byte[] record) {
        if (sequence < oldest && sequence >= first) {
            throw new AssertionError("record " + sequence + " was deleted before that was told");
        }
        if (sequence < oldest && !fencedBelow) {
            return true; // and never read
        }
        if (sequence == records.size() + 1) {
            records.add(record);
            return true;
        }
        if (!fenced && sequence >= 1 && sequence <= records.size()) {
            records.set((int) sequence - 1, record);
            return true;
        }
        return false;
    }

    /** Keeps it and the one before it, whose sequence number it gives; 0 for none. */
    long snapshot(long sequence, byte[] bytes) {
        snapshots.removeIf(other -> other.sequence() == sequence);
        snapshots.add(new Snapshot(sequence, bytes));
        long before = snapshots.stream()
                .mapToLong(Snapshot::sequence)
                .filter(other -> other < sequence)
                .max()
                .orElse(0);
        snapshots.removeIf(other -> other.sequence() < before);
        return before;
    }

    /** Refuses what is before that record from now on. */
    void raise(long toSequence) {
        first = Math.max(first, toSequence);
    }

    /** Deletes the oldest records, up to that one. */
    void delete(long before) {
        oldest = Math.max(oldest, before);
    }

    /** The oldest record that is there. */
    long oldest() {
        return oldest;
    }

    /** A record that is there. */
    byte[] read(long sequence) {
        if (sequence < oldest) {
            throw new AssertionError("record " + sequence + " is needed and deleted");
        }
        return records.get((int) sequence - 1);
    }

    /** So many records that go beyond an offset, from that sequence number on, each as one stretch of the log. */
    List<Inputs.Replay> stretches(int from, long after, int most) {
        var stretches = new ArrayList<Inputs.Replay>();
        for (int i = from - 1; i < records.size() && stretches.size() < most; i++) {
            var record = RecordCodec.decode(read(i + 1L), "read again");
            if (!record.events().isEmpty() && record.lastOffset() > after) {
                assertThat(i == from - 1 || !stretches.isEmpty() || record.firstOffset() <= after + 1)
                        .isTrue();
                stretches.add(new Inputs.Replay(record.firstOffset(), record.events(), record.atMillis()));
            }
        }
        return stretches;
    }

    /** All that there ever were. */
    List<byte[]> records() {
        return records;
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }
}
