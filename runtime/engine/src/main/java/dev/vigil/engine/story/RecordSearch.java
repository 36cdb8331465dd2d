package dev.vigil.engine.story;

import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.slot.SensorPlace;
import dev.vigil.engine.slot.SlotRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first record of a stretch of a slot's journal that brings a {@link Position} as far as is wanted: from a guess in
 * leaps that grow, then by halves, so that few records are read however long the journal is. It gives up rather than read
 * on for ever, where few records tell of the position.
 *
 * <p>Used as a loop: read what {@link #next()} asks for, hand it to {@link #read}, until nothing is asked for. Not
 * thread-safe.
 */
public final class RecordSearch {
    private static final int MOST_READS = 40;

    private final Position position;
    private final long wanted;
    /** No record before it is the one. */
    private long low;
    /** No record after it is the one, but for the one that is found. */
    private long high;

    private @Nullable SlotRecord found;
    /** Where the stretch begins that is being read, and where to go on in it. */
    private long from;

    private long at;
    private long leap;
    private Direction last = Direction.NONE;
    private boolean isHalving;
    private int reads;
    /** Whether the first that is far enough of those that are kept is the first of all. */
    private boolean isBegunBefore = true;

    private enum Direction {
        NONE,
        UP,
        DOWN
    }

    /**
     * A search among the records from one sequence number to another, both included.
     *
     * @param guess where to begin
     */
    public RecordSearch(Position position, long wanted, long low, long high, long guess) {
        this.position = position;
        this.wanted = wanted;
        this.low = low;
        this.high = high;
        goTo(guess);
    }

    /**
     * A search for the record of a slot that brought a sensor past an event of a partition.
     *
     * @param place where the sensor stands with that partition; it must have the event
     * @param takenIn the partition's record that took the event in
     * @param near a record of the slot of about the same time
     * @param kept the first record of the slot that is kept
     * @param last the slot's last record
     */
    public static RecordSearch ofHandling(
            SensorPlace place, int slot, Origin event, long takenIn, long near, long kept, long last) {
        long first = place.registeredIn() + 1;
        if (slot == event.slot()) {
            // In its own partition a sensor cannot come to an event before it is there.
            long from = Math.max(first, takenIn);
            var position = Position.ownLog(place.sensor(), slot, event.position());
            return new RecordSearch(position, event.position(), from, last, from);
        }
        // Elsewhere the clock may be another: there is no such bound.
        var search = new RecordSearch(
                Position.received(place.sensor(), event.slot()),
                event.position(),
                Math.max(first, kept),
                last,
                Math.max(near, kept));
        search.isBegunBefore = first >= kept;
        return search;
    }

    /** Records to read, as many of the first of them as is convenient. */
    public record Stretch(long from, long to) {}

    /** What is to be read next; empty where the search is over. */
    public Optional<Stretch> next() {
        return low > high || reads >= MOST_READS ? Optional.empty() : Optional.of(new Stretch(at, high));
    }

    /** The record; empty where there is none, or the search was given up. */
    public Optional<SlotRecord> found() {
        return low > high && isBegunBefore ? Optional.ofNullable(found) : Optional.empty();
    }

    /** Takes the first records of what was asked for; none means that they are not there any more. */
    public void read(List<SlotRecord> records) {
        reads = records.isEmpty() ? MOST_READS : reads + 1;
        for (var record : records) {
            var reached = position.after(record);
            if (reached.isEmpty()) {
                continue;
            }
            if (reached.getAsLong() >= wanted) {
                found = record;
                high = Math.max(low, from) - 1;
                move(Direction.DOWN, records.size());
                return;
            }
            low = record.sequence() + 1;
            isBegunBefore = true;
        }
        if (!records.isEmpty()) {
            onNothing(records.getLast().sequence(), records.size());
        }
    }

    /** Nothing up to that record is as far as is wanted. */
    private void onNothing(long end, int count) {
        if (low >= from) {
            low = end + 1;
            move(Direction.UP, count);
        } else if (end < high) {
            at = end + 1; // they tell nothing: the next that does decides
        } else {
            high = from - 1;
            move(Direction.DOWN, count);
        }
    }

    private void move(Direction direction, int count) {
        isHalving |= last != Direction.NONE && last != direction;
        last = direction;
        if (isHalving) {
            goTo(high - low < count ? low : low + (high - low) / 2);
            return;
        }
        goTo(direction == Direction.UP ? low + leap : high + 1 - Math.max(leap, count));
        leap = Math.max(4 * leap, count);
    }

    private void goTo(long sequence) {
        from = Math.clamp(sequence, low, Math.max(low, high));
        at = from;
    }
}
