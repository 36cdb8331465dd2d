package dev.vigil.engine.slot;

import java.util.Optional;

/**
 * Decides where a slot's log is to begin. It is cut before a mark of its index, or after all of its events, and never where
 * somebody may still need what is gone: a sensor that has not had an event, or a recovery from the older of the two
 * snapshots. Firings under way and dead letters carry what they are about, and do not need the log. Pure.
 */
final class LogCut {
    /** A cut costs a record: it has to free that part of what is kept, or all events, or so many records without any. */
    private static final int SHARE = 64;

    private final SlotState state;
    private final LogIndex log;
    private final Retention retention;
    private final long bornBefore;

    LogCut(SlotState state, Retention retention, long nowMillis) {
        this.state = state;
        this.log = state.log;
        this.retention = retention;
        this.bornBefore = retention.millis() == Long.MAX_VALUE
                ? Long.MIN_VALUE
                : Math.max(nowMillis, state.atMillis) - retention.millis();
    }

    /** Where the log should begin if nothing were needed of it; where it does, if it is within its bounds. */
    LogBegin wanted() {
        if (isOld()) {
            return new LogBegin(state.sequence + 1, state.nextOffset, log.bytes());
        }
        int mark = Math.max(log.lastMarkOf(bornBefore), log.firstMarkWithin(retention.bytes()));
        return mark < 0 ? log.begin() : log.beginAt(mark);
    }

    /** How many bytes are kept only because somebody needs them. */
    long overdueBytes() {
        return Math.max(0, wanted().bytesBefore() - log.begin().bytesBefore());
    }

    /** Whether all events are older than they are to be, if there are any. */
    private boolean isOld() {
        return log.last().map(last -> last.atMillis() <= bornBefore).orElse(true);
    }

    /**
     * Where the log is to begin; empty where it may stay as it is.
     *
     * @param covered up to that record both snapshots have everything; 0 for none
     */
    Optional<LogBegin> to(long covered) {
        return covered == 0 || !retention.isBounded()
                ? Optional.empty()
                : Optional.of(allowed(wanted(), covered)).filter(this::pays);
    }

    private LogBegin allowed(LogBegin wanted, long covered) {
        long needed = state.neededFrom();
        boolean isEnd = wanted.sequence() > state.sequence;
        boolean endIsCovered =
                log.last().map(last -> last.sequence() <= covered).orElse(true);
        if (isEnd && endIsCovered && needed >= state.nextOffset) {
            return new LogBegin(covered + 1, state.nextOffset, wanted.bytesBefore());
        }
        int mark = log.lastMarkUpTo(covered + 1, Math.min(needed, wanted.offset()));
        return mark < 0 ? log.begin() : log.beginAt(mark);
    }

    private boolean pays(LogBegin to) {
        var from = log.begin();
        if (to.sequence() <= from.sequence()) {
            return false;
        }
        if (to.offset() == state.nextOffset) {
            return from.offset() < to.offset() || to.sequence() - from.sequence() >= SHARE;
        }
        return to.offset() > from.offset()
                && (to.bytesBefore() - from.bytesBefore() >= retention.bytes() / SHARE
                        || log.timeBetween(from, to) >= retention.millis() / SHARE);
    }
}
