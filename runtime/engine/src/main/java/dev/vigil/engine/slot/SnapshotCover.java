package dev.vigil.engine.slot;

/**
 * What an incarnation knows of the two snapshots that are kept: up to where a recovery needs no records, even if the newer of
 * them turns out to be damaged. A snapshot counts that was read, or was written by this incarnation; one that lies between
 * may be one that could not be read. Not thread-safe.
 */
public final class SnapshotCover {
    private long good;
    private long covered;

    /**
     * Begins with a recovery.
     *
     * @param recoveredFrom the snapshot that was read; 0 for none
     */
    public SnapshotCover(long recoveredFrom) {
        this.good = recoveredFrom;
    }

    /**
     * A snapshot was written.
     *
     * @param sequence the record after which it stands
     * @param before that of the one that is kept beside it; 0 for none
     */
    public void saved(long sequence, long before) {
        if (before > 0 && before == good) {
            covered = before;
        }
        good = sequence;
    }

    /** Up to that record, both snapshots have everything; 0 where that is not known of any. */
    public long covered() {
        return covered;
    }
}
