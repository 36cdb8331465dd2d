package dev.vigil.sources.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which ticks are to be published, and how far a clock has come. Of ticks that were missed, because nobody ran the clock or the
 * bus did not take them, the last few are made up for.
 *
 * <p>Not thread-safe.
 */
final class Ticks {
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final Schedule schedule;
    private final int catchUp;
    private final boolean leavesOutBefore;
    private Instant position;

    /**
     * A clock that begins to run now.
     *
     * @param catchUp how many ticks are made up for
     * @param last how far it had come before; empty if it never ran
     */
    Ticks(Schedule schedule, int catchUp, Optional<Instant> last, Instant now) {
        this.schedule = schedule;
        this.catchUp = catchUp;
        this.leavesOutBefore = catchUp == 0
                && last.filter(time -> !schedule.last(1, time, now).isEmpty()).isPresent();
        this.position = last.filter(time -> catchUp > 0 || time.isAfter(now)).orElse(now);
    }

    /** Whether ticks that were due before this are not made up for. */
    boolean leavesOutBefore() {
        return leavesOutBefore;
    }

    /** What is due and not yet on the bus, in its order. The one that is due just now is there whatever is made up for. */
    List<Instant> due(Instant now) {
        return schedule.last(Math.max(1, catchUp), position, now);
    }

    /** Whether ticks before those that are due are not made up for. */
    boolean leavesOut(List<Instant> due) {
        return schedule.after(position)
                .filter(first -> first.isBefore(due.getFirst()))
                .isPresent();
    }

    /** All up to that tick are on the bus, or left out. */
    void published(Instant tick) {
        position = tick;
    }

    /** Up to where nothing is to be published any more. */
    Instant position() {
        return position;
    }

    /** By how much the clock that brought it so far was ahead of this one; nothing is due meanwhile. Not positive where it was not. */
    Duration ahead(Instant now) {
        return Duration.between(now, position);
    }

    /** How long to sleep: not past the next tick, and not long, since a clock may be set while one sleeps. */
    Duration sleep(Instant now) {
        return schedule.after(now)
                .map(next -> Duration.between(now, next))
                .filter(until -> until.compareTo(LONGEST_SLEEP) < 0)
                .orElse(LONGEST_SLEEP);
    }
}
