package dev.vigil.engine.cluster;

/** When it pays to save a slot's state. All costs are in bytes of a snapshot. */
final class SnapshotCost {
    /**
     * Below this much journal it pays more to read the records again, which takes a tenth or two of a second and only after a
     * failure, than to write a snapshot, which has the whole dedupe window in it, three mebibytes (ADR 34).
     */
    private static final long FLOOR = 16 << 20;

    /**
     * Reading a record again counts for as much as so many bytes of a snapshot, whatever its length. Without this a slot that
     * gets few events at a time would have tens of thousands of short records to read before its first snapshot, seconds'
     * worth. It takes a quarter of that; but of slots with short records a node has many to take over at once.
     */
    private static final long RECORD_OVERHEAD = 16 << 10;

    /** Some records are read faster than a snapshot is written and found. */
    private static final long DEPARTURE_FLOOR = 16 * RECORD_OVERHEAD;

    /**
     * Whoever takes a slot over reads its last snapshot whatever happens; records that cost less than this share of it make
     * that a little longer, while a new snapshot is all of it to be written, at a time when all slots of a node are.
     */
    private static final long DEPARTURE_SHARE = 2;

    private SnapshotCost() {}

    /** What it costs to read a record of that many bytes again. */
    static long ofReading(int recordBytes) {
        return recordBytes + RECORD_OVERHEAD;
    }

    /** Whether a slot that goes on is saved, so that writing and reading both stay within twice the least. */
    static boolean isDue(long sinceSnapshot, long snapshotBytes) {
        return sinceSnapshot >= Math.max(FLOOR, snapshotBytes);
    }

    /** Whether a slot that is about to move is saved before. */
    static boolean paysBeforeMoving(long sinceSnapshot, long snapshotBytes) {
        return sinceSnapshot > Math.max(DEPARTURE_FLOOR, snapshotBytes / DEPARTURE_SHARE);
    }
}
