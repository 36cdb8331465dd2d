package dev.vigil.engine.slot;

/**
 * The versions of a record's layout that this release knows. A new version is first read by one release and written by the
 * one after it, so that of two releases in a row each can read what the other writes.
 *
 * <p>They are read from here when they are needed, and are no constants that the compiler copies elsewhere: so a release
 * differs from the next by this class alone, and a test can run the two beside each other.
 */
public final class RecordVersion {
    /** The oldest that is read. */
    public static final int OLDEST = version(1);
    /** The newest that is read. */
    public static final int NEWEST = version(1);
    /** The one that is written. */
    public static final int WRITTEN = version(1);

    private RecordVersion() {}

    private static int version(int number) {
        return number;
    }
}
