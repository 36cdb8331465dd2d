package dev.vigil.engine.slot;

import java.util.OptionalLong;

/**
 * Finds the offset at which a slot's log was at a time: where the first record begins that was written then or later.
 * Records are written in the order of their times, so that each one that is read halves what is left to look at. Not
 * thread-safe.
 */
final class TimeSearch {
    private final long atMillis;
    /** Every record before this one is older. */
    private long from;
    /** This one is not, nor is any after it. */
    private long to;
    /** Where that one begins. */
    private long offset;

    /**
     * A search among the records from one sequence number on and before another.
     *
     * @param offset where the record of that other number begins, or would begin
     */
    TimeSearch(long atMillis, long from, long to, long offset) {
        this.atMillis = atMillis;
        this.from = from;
        this.to = to;
        this.offset = offset;
    }

    /** The search for what is known. */
    static TimeSearch ended(long offset) {
        return new TimeSearch(0, 0, 0, offset);
    }

    /** The sequence number of the record to read next; empty when the offset is found. */
    OptionalLong next() {
        return from < to ? OptionalLong.of((from + to) >>> 1) : OptionalLong.empty();
    }

    /** Takes the record that was to be read next. */
    void read(SlotRecord record) {
        if (record.atMillis() < atMillis) {
            from = record.sequence() + 1;
        } else {
            to = record.sequence();
            offset = record.firstOffset();
        }
    }

    /** What was found. */
    long offset() {
        return offset;
    }
}
