package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.slot.Slot;

/** Builds a slot of what the journal reads; on the journal's thread until it says that it is done. */
final class Recovering implements Journal.Recovery {
    private final Slot slot;
    private final long startedNanos = System.nanoTime();
    private long cost;
    private long snapshotBytes;

    Recovering(int number, SlotServices services) {
        slot = new Slot(Incarnation.slotSettings(number, services), services.runners());
    }

    @Override
    public void snapshot(byte[] state) {
        snapshotBytes = state.length;
        slot.restore(state);
    }

    @Override
    public void record(byte[] record) {
        cost += SnapshotCost.ofReading(record.length);
        slot.apply(record);
    }

    Slot slot() {
        return slot;
    }

    long nanos() {
        return System.nanoTime() - startedNanos;
    }

    Incarnation toIncarnation(int number, SlotServices services) {
        return new Incarnation(number, slot, services, cost, snapshotBytes);
    }
}
