package dev.vigil.sources.file;

/**
 * How far one file was read.
 *
 * @param generation its number among all files that the source ever took
 * @param file its name
 * @param inode what the file system knows it by
 * @param offset up to where its events are on the bus
 * @param line number of the line that begins there
 * @param mark by which it is known again
 * @param isCut whether something of it was refused that is not whole in an event
 */
record Bookmark(long generation, String file, long inode, long offset, long line, Mark mark, boolean isCut) {
    private static final int FIELDS = 8;
    private static final int HEXADECIMAL = 16;

    /** Of a file that is about to be taken. */
    static Bookmark first(long generation, Sight sight) {
        return new Bookmark(generation, sight.name(), sight.inode(), 0, 1, Mark.NOTHING, false);
    }

    /** Of the same file, read up to there. */
    Bookmark at(Lines.Stretch stretch, Mark next, boolean cuts) {
        return new Bookmark(generation, file, inode, stretch.end(), stretch.number(), next, isCut || cuts);
    }

    /** Of the same file, which is called something else by now. */
    Bookmark renamed(String name) {
        return new Bookmark(generation, name, inode, offset, line, mark, isCut);
    }

    /** Whether a file may be the one that this was made for, grown or not. */
    boolean mayFit(Sight sight) {
        return sight.inode() == inode && sight.size() >= offset;
    }

    /** As one line of a position. */
    String written() {
        return String.join(
                " ",
                Long.toString(generation),
                Long.toString(inode),
                Long.toString(offset),
                Long.toString(line),
                Integer.toHexString(mark.head()),
                Integer.toHexString(mark.tail()),
                isCut ? "cut" : "whole",
                file);
    }

    /**
     * Reads what was written.
     *
     * @throws IllegalArgumentException if it is no bookmark
     */
    static Bookmark parse(String written) {
        var fields = written.split(" ", FIELDS);
        if (fields.length < FIELDS) {
            throw new IllegalArgumentException("no bookmark: " + written);
        }
        return new Bookmark(
                Long.parseLong(fields[0]),
                fields[7],
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                new Mark(
                        Integer.parseUnsignedInt(fields[4], HEXADECIMAL),
                        Integer.parseUnsignedInt(fields[5], HEXADECIMAL)),
                fields[6].equals("cut"));
    }
}
