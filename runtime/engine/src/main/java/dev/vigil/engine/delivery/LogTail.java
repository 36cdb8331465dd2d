package dev.vigil.engine.delivery;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.SlotRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * What a slot has taken in since it began to read a stretch of its log for those that are behind.
 *
 * <p>A busy slot writes records while it reads. Who has only what was read is then behind again, by as much as was written
 * meanwhile, and may stay so for long; with what is kept here it has all there is. Not thread-safe.
 */
public final class LogTail {
    /** More than a slot takes in while it reads; who has more to catch up with reads again. */
    private static final long MOST_BYTES = 2 << 20;

    private enum Phase {
        /** Nothing is read. */
        IDLE,
        /** A stretch is being read. */
        READING,
        /** A stretch was read to its end, and waits to be handled. */
        READ
    }

    private final List<Inputs.Replay> kept = new ArrayList<>();
    private Phase phase = Phase.IDLE;
    private long nextOffset;
    private long bytes;

    /** A stretch is going to be read up to before that offset, the next one of the log. */
    public void begin(long next) {
        phase = Phase.READING;
        nextOffset = next;
        kept.clear();
        bytes = 0;
    }

    /** A record is on disk; what of it is to be handled after the stretch that was read and waits. */
    public List<Inputs.Replay> committed(SlotRecord record) {
        if (phase == Phase.IDLE || record.events().isEmpty()) {
            return List.of();
        }
        bytes += record.events().sizeBytes();
        if (bytes > MOST_BYTES) {
            end();
            return List.of();
        }
        var events = new Inputs.Replay(record.firstOffset(), record.events(), record.atMillis());
        if (phase == Phase.READ) {
            return List.of(events);
        }
        kept.add(events);
        return List.of();
    }

    /** The stretch was read up to that offset; what follows it, where that was all of it. */
    public List<Inputs.Replay> read(long lastOffset) {
        if (phase != Phase.READING || lastOffset != nextOffset - 1) {
            end();
            return List.of();
        }
        phase = Phase.READ;
        var follows = List.copyOf(kept);
        kept.clear();
        return follows;
    }

    /** All that was read is in a step; what comes in that step, or later, is no business of those who catch up. */
    public void handled() {
        if (phase == Phase.READ) {
            end();
        }
    }

    private void end() {
        phase = Phase.IDLE;
        kept.clear();
    }
}
