package dev.vigil.engine.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Roughly where in the journal each offset is: every n-th record that takes in events, n doubling when there are too many
 * marks, so that the index never grows beyond a few thousand. Not thread-safe.
 */
final class LogIndex {
    private static final int MOST_MARKS = 4096;

    /** A record: its sequence number, the offset of its first event, and when it was written. */
    record Mark(long sequence, long firstOffset, long atMillis) {}

    private final List<Mark> marks = new ArrayList<>();
    private int stride = 1;
    private int sinceMark;

    void add(long sequence, long firstOffset, long atMillis) {
        boolean skipped = sinceMark != 0;
        sinceMark = (sinceMark + 1) % stride;
        if (skipped) {
            return;
        }
        marks.add(new Mark(sequence, firstOffset, atMillis));
        if (marks.size() > MOST_MARKS) {
            var every2nd = new ArrayList<Mark>(MOST_MARKS);
            for (int i = 0; i < marks.size(); i += 2) {
                every2nd.add(marks.get(i));
            }
            marks.clear();
            marks.addAll(every2nd);
            stride *= 2;
            sinceMark = 1;
        }
    }

    /** A sequence number from which to read in order to meet that offset; 1 where nothing is known. */
    long sequenceBefore(long offset) {
        int after = marksUpTo(offset);
        return after == 0 ? 1 : marks.get(after - 1).sequence();
    }

    /** When the event at that offset had been taken in, or one before it; empty where nothing is known. */
    OptionalLong timeBefore(long offset) {
        int after = marksUpTo(offset);
        return after == 0
                ? OptionalLong.empty()
                : OptionalLong.of(marks.get(after - 1).atMillis());
    }

    /** How many marks begin at that offset or before it. */
    private int marksUpTo(long offset) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).firstOffset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Looks for the first record of that time or later, between the two marks that are next to it.
     *
     * @param sequence the number of the last record
     * @param nextOffset the offset that the next event will get
     */
    TimeSearch search(long millis, long sequence, long nextOffset) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).atMillis() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        var later = low < marks.size() ? marks.get(low) : new Mark(sequence + 1, nextOffset, 0);
        // No events are before the first mark.
        long from = low == 0 ? later.sequence() : marks.get(low - 1).sequence() + 1;
        return new TimeSearch(millis, from, later.sequence(), later.firstOffset());
    }

    /** A record of before that time, near the last one; 1 where nothing is known. */
    long sequenceBeforeTime(long millis) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).atMillis() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 1 : marks.get(low - 1).sequence();
    }

    List<Mark> marks() {
        return marks;
    }

    int stride() {
        return stride;
    }

    /** How many records came since the last mark, that mark's own included; 0 where the next one gets a mark. */
    int sinceMark() {
        return sinceMark;
    }

    void restore(List<Mark> saved, int savedStride, int savedSinceMark) {
        marks.clear();
        marks.addAll(saved);
        stride = savedStride;
        sinceMark = savedSinceMark;
    }
}
