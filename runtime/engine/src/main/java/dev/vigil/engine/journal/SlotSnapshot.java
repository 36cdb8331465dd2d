package dev.vigil.engine.journal;

/**
 * What a recovery begins with. A slot hands over its state as it was before a record, since that is what it has when it
 * decides to; the two together are the state after it.
 */
final class SlotSnapshot {
    private final long sequence;
    private final byte[] before;
    private final byte[] record;

    /** The state after the record of that sequence number. */
    SlotSnapshot(long sequence, byte[] before, byte[] record) {
        this.sequence = sequence;
        this.before = before;
        this.record = record;
    }

    long sequence() {
        return sequence;
    }

    byte[] before() {
        return before;
    }

    byte[] record() {
        return record;
    }
}
