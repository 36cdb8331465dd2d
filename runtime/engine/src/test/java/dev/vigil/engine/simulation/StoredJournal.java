package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.RecordCodec;
import java.util.ArrayList;
import java.util.List;

/** One slot's journal as a database would keep it: records by sequence number, and snapshots. */
final class StoredJournal {
    private final boolean fenced;
    private final List<byte[]> records = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();

    record Snapshot(long sequence, byte[] bytes) {}

    StoredJournal(boolean fenced) {
        this.fenced = fenced;
    }

    /** False where a record of that number is there already; nothing is written then. */
    boolean append(long sequence, byte[] record) {
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

    void snapshot(long sequence, byte[] bytes) {
        snapshots.add(new Snapshot(sequence, bytes));
    }

    /** So many records that go beyond an offset, from that sequence number on, each as one stretch of the log. */
    List<Inputs.Replay> stretches(int from, long after, int most) {
        var stretches = new ArrayList<Inputs.Replay>();
        for (int i = from - 1; i < records.size() && stretches.size() < most; i++) {
            var record = RecordCodec.decode(records.get(i), "read again");
            if (!record.events().isEmpty() && record.lastOffset() > after) {
                assertThat(i == from - 1 || !stretches.isEmpty() || record.firstOffset() <= after + 1)
                        .isTrue();
                stretches.add(new Inputs.Replay(record.firstOffset(), record.events(), record.atMillis()));
            }
        }
        return stretches;
    }

    List<byte[]> records() {
        return records;
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }
}
