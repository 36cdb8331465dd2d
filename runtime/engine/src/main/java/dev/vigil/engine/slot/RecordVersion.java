package dev.vigil.engine.slot;

/**
 * The versions of a record's layout that this release knows. A new version is first read by one release and written by the
 * one after it, so that of two releases in a row each can read what the other writes.
 */
public final class RecordVersion {
    /** The oldest that is read. */
    public static final int OLDEST = 1;
    /** The newest that is read. */
    public static final int NEWEST = 1;
    /** The one that is written. */
    public static final int WRITTEN = 1;

    private RecordVersion() {}
}
