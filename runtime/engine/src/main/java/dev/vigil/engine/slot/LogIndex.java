package dev.vigil.engine.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Roughly where in the journal each offset is: every n-th record that takes in events, n doubling when there are too many
 * marks and halving when there are few, so that the index never grows beyond a few thousand. Begins where the log does: its
 * first mark is the first record that is kept and takes in events. Not thread-safe.
 */
final class LogIndex {
    private static final int MOST_MARKS = 4096;
    private static final int FEW_MARKS = MOST_MARKS / 8;

    /** A record: its sequence number, the offset of its first event, when it was written, and the bytes of all before it. */
    record Mark(long sequence, long firstOffset, long atMillis, long bytesBefore) {}

    private final List<Mark> marks = new ArrayList<>();
    private LogBegin begin = LogBegin.ORIGIN;
    /** The last record that takes in events; null where none is kept. */
    private @Nullable Mark last;

    /** Of all records that were ever written. */
    private long bytes;

    private int stride = 1;
    private int sinceMark;

    /** Notes a record that takes in events, before it is counted by {@link #grow}. */
    void add(long sequence, long firstOffset, long atMillis) {
        var mark = new Mark(sequence, firstOffset, atMillis, bytes);
        last = mark;
        boolean skipped = sinceMark != 0;
        sinceMark = (sinceMark + 1) % stride;
        if (skipped) {
            return;
        }
        marks.add(mark);
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

    /** A record of that many bytes was written. */
    void grow(int recordBytes) {
        bytes += recordBytes;
    }

    /** From now on the log begins there: at one of its marks, or after the last record that takes in events. */
    void cut(LogBegin to) {
        begin = to;
        marks.removeIf(mark -> mark.sequence() < to.sequence());
        if (marks.isEmpty()) {
            last = null;
            sinceMark = 0;
        }
        if (stride > 1 && marks.size() < FEW_MARKS) {
            stride /= 2;
            sinceMark %= stride;
        }
    }

    /** Where the log begins. */
    LogBegin begin() {
        return begin;
    }

    /** The last record that takes in events, of those that are kept. */
    Optional<Mark> last() {
        return Optional.ofNullable(last);
    }

    /** How many bytes all records had that were ever written. */
    long bytes() {
        return bytes;
    }

    /** The log as it would be if it began with a mark. */
    LogBegin beginAt(int mark) {
        var first = marks.get(mark);
        return new LogBegin(first.sequence(), first.firstOffset(), first.bytesBefore());
    }

    /** The last mark of that time or before; -1 for none. */
    int lastMarkOf(long millis) {
        return count(mark -> mark.atMillis() <= millis) - 1;
    }

    /** The first mark from which on there are at most so many bytes, the last one if there are more; -1 for no mark. */
    int firstMarkWithin(long mostBytes) {
        return Math.min(count(mark -> bytes - mark.bytesBefore() > mostBytes), marks.size() - 1);
    }

    /** The last mark that has neither a higher sequence number nor a higher offset; -1 for none. */
    int lastMarkUpTo(long sequence, long offset) {
        return count(mark -> mark.sequence() <= sequence && mark.firstOffset() <= offset) - 1;
    }

    /** How much later the first event was taken in from one beginning than from another; both at marks. */
    long timeBetween(LogBegin earlier, LogBegin later) {
        return timeBefore(later.offset()).orElse(0)
                - timeBefore(earlier.offset()).orElse(0);
    }

    /** A sequence number from which to read in order to meet that offset; where the log begins if nothing is known. */
    long sequenceBefore(long offset) {
        int after = count(mark -> mark.firstOffset() <= offset);
        return after == 0 ? begin.sequence() : marks.get(after - 1).sequence();
    }

    /** When the event at that offset had been taken in, or one before it; empty where nothing is known. */
    OptionalLong timeBefore(long offset) {
        int after = count(mark -> mark.firstOffset() <= offset);
        return after == 0
                ? OptionalLong.empty()
                : OptionalLong.of(marks.get(after - 1).atMillis());
    }

    /** How many marks are so; those that are come before those that are not. */
    private int count(Predicate<Mark> isSo) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isSo.test(marks.get(middle))) {
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
        int low = count(mark -> mark.atMillis() < millis);
        var later = low < marks.size() ? marks.get(low) : new Mark(sequence + 1, nextOffset, 0, bytes);
        // No events are before the first mark.
        long from = low == 0 ? later.sequence() : marks.get(low - 1).sequence() + 1;
        return new TimeSearch(millis, from, later.sequence(), later.firstOffset());
    }

    /** A record of before that time, near the last one; where the log begins if nothing is known. */
    long sequenceBeforeTime(long millis) {
        int low = count(mark -> mark.atMillis() < millis);
        return low == 0 ? begin.sequence() : marks.get(low - 1).sequence();
    }

    /** What is kept, where that record was the last one and that offset is the next. */
    LogExtent extent(long sequence, long nextOffset) {
        return new LogExtent(
                begin.offset(),
                nextOffset,
                sequence - begin.sequence() + 1,
                bytes - begin.bytesBefore(),
                timeBefore(begin.offset()).orElse(0));
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

    void restore(LogBegin savedBegin, long savedBytes, @Nullable Mark savedLast) {
        begin = savedBegin;
        bytes = savedBytes;
        last = savedLast;
    }

    void restore(List<Mark> saved, int savedStride, int savedSinceMark) {
        marks.clear();
        marks.addAll(saved);
        stride = savedStride;
        sinceMark = savedSinceMark;
    }
}
