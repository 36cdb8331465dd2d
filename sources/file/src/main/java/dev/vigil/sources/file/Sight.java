package dev.vigil.sources.file;

import java.time.Instant;

/**
 * What a folder says of a file.
 *
 * @param name of the file
 * @param size in bytes
 * @param modified when it was last written
 * @param inode what the file system knows it by, whatever it is called; 0 where there is no such number
 * @param device which file system that is, since a link may lead to another one
 */
record Sight(String name, long size, Instant modified, long inode, long device) {
    /** What all names of one file have in common at one time. */
    String identity() {
        return inode == 0 ? name : device + " " + inode;
    }

    /** Whether it is the same file, unchanged, whatever it is called. */
    boolean isSameAs(Sight other) {
        return size == other.size && inode == other.inode && device == other.device && modified.equals(other.modified);
    }
}
