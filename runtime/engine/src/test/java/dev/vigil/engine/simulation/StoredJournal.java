package dev.vigil.engine.simulation;

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

    List<byte[]> records() {
        return records;
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }
}
