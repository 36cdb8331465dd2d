package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.journal.LogReader;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.Step;
import java.util.OptionalLong;

/** Builds a slot of what the journal reads; on the journal's thread until it says that it is done. */
final class Recovering implements Journal.Recovery {
    private final SlotServices services;
    private final Slot slot;
    private final long startedNanos = System.nanoTime();
    private long cost;
    private long snapshotBytes;
    /** The record after which the snapshot stands that was read; 0 for none. */
    private long snapshotSequence;

    Recovering(int number, SlotServices services) {
        this.services = services;
        slot = new Slot(Incarnation.slotSettings(number, services), services.runners());
    }

    @Override
    public void snapshot(byte[] state) {
        snapshotBytes = state.length;
        slot.restore(state);
        snapshotSequence = slot.sequence() + 1; // it comes with the record after that state
    }

    @Override
    public void record(byte[] record) {
        cost += SnapshotCost.ofReading(record.length);
        slot.apply(record);
    }

    /** A record that has to be read before the slot can be opened; empty for none. */
    OptionalLong needed() {
        return slot.neededToOpen();
    }

    void read(LogReader.Stored stored) {
        slot.readToOpen(stored.record(), stored.sequence());
    }

    Step open() {
        return slot.open(services.node(), services.clock().millis());
    }

    Slot slot() {
        return slot;
    }

    long nanos() {
        return System.nanoTime() - startedNanos;
    }

    Incarnation toIncarnation(int number) {
        return new Incarnation(number, slot, services, cost, snapshotBytes, snapshotSequence);
    }
}
