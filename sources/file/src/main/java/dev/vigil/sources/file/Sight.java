package dev.vigil.sources.file;

import java.time.Instant;

/**
 * What a folder says of a file.
 *
 * @param name of the file
 * @param size in bytes
 * @param modified when it was last written
 * @param inode what the file system knows it by, whatever it is called; 0 where there is no such number
 */
record Sight(String name, long size, Instant modified, long inode) {
    /** Whether it is the same file, unchanged, whatever it is called. */
    boolean isSameAs(Sight other) {
        return size == other.size && inode == other.inode && modified.equals(other.modified);
    }
}
