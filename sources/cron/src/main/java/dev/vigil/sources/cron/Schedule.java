package dev.vigil.sources.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times that a cron expression names in a time zone. The expression is read by cron-utils, as Spring reads one: seconds
 * first, and a day must fit both day fields.
 *
 * <p>Where clocks are set, it is as with Vixie cron. Of a schedule that names hours, a time that the clock leaves out comes right
 * after the gap, and one that it shows twice comes once, the first time. A schedule of every hour ({@code *}) goes on through
 * both.
 *
 * <p>Threading: safe to share.
 */
final class Schedule {
    private static final int FIELDS_WITHOUT_SECONDS = 5;
    private static final Duration SHORTEST_SPAN = Duration.ofMinutes(1);
    private static final int LONGER = 4;
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING53));

    private final ExecutionTime times;
    private final boolean namesHours;
    private final ZoneId zone;

    private Schedule(ExecutionTime times, boolean namesHours, ZoneId zone) {
        this.times = times;
        this.namesHours = namesHours;
        this.zone = zone;
    }

    /**
     * The schedule of six fields, of five where the seconds are left out and mean 0, or of a nickname such as {@code @daily}.
     *
     * @throws IllegalArgumentException if it is none, or names no time at all
     */
    static Schedule of(String expression, ZoneId zone) {
        var given = expression.strip();
        var cron = PARSER.parse(given.split("\\s+").length == FIELDS_WITHOUT_SECONDS ? "0 " + given : given);
        var schedule = new Schedule(ExecutionTime.forCron(cron), namesHours(cron), zone);
        if (schedule.after(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("it names no time that ever comes");
        }
        return schedule;
    }

    private static boolean namesHours(Cron cron) {
        var hours = cron.retrieveFieldsAsMap().get(CronFieldName.HOUR);
        return hours != null && !hours.getExpression().asString().startsWith("*");
    }

    /** The first time after that one; empty where none comes any more. */
    Optional<Instant> after(Instant time) {
        var rules = zone.getRules();
        var from = time.truncatedTo(ChronoUnit.SECONDS);
        var offset = rules.getOffset(from);
        @Nullable ZoneOffsetTransition change = rules.nextTransition(from);
        while (true) {
            var next = after(from, offset);
            if (next.isEmpty()) {
                return next;
            }
            var found = next.get();
            if (change == null || found.isBefore(change.getInstant())) {
                if (!isSecondShowing(found, offset)) {
                    return next;
                }
                from = found;
            } else if (isInGap(found, change)) {
                return Optional.of(change.getInstant());
            } else {
                from = change.getInstant().minusSeconds(1);
                offset = change.getOffsetAfter();
                change = rules.nextTransition(change.getInstant());
            }
        }
    }

    /** As if clocks were never set. */
    private Optional<Instant> after(Instant time, ZoneOffset offset) {
        return times.nextExecution(ZonedDateTime.ofInstant(time, offset)).map(Instant::from);
    }

    private boolean isSecondShowing(Instant time, ZoneOffset offset) {
        var offsets = zone.getRules().getValidOffsets(time.atOffset(offset).toLocalDateTime());
        return namesHours && offsets.size() > 1 && offset.equals(offsets.getLast());
    }

    private boolean isInGap(Instant asBefore, ZoneOffsetTransition change) {
        var shown = asBefore.atOffset(change.getOffsetBefore()).toLocalDateTime();
        return namesHours && change.isGap() && shown.isBefore(change.getDateTimeAfter());
    }

    /** The last times after one and up to another, at most so many of them, in their order. */
    List<Instant> last(int most, Instant after, Instant until) {
        if (after(after).filter(first -> !first.isAfter(until)).isEmpty()) {
            return List.of(); // as nearly always
        }
        var span = SHORTEST_SPAN;
        while (true) {
            var from = until.minus(span);
            boolean isAll = !from.isAfter(after);
            var found = lastOfAll(most, isAll ? after : from, until);
            if (isAll || found.size() == most) {
                return found;
            }
            span = span.multipliedBy(LONGER);
        }
    }

    private List<Instant> lastOfAll(int most, Instant after, Instant until) {
        var found = new ArrayDeque<Instant>();
        var next = after(after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            if (found.size() == most) {
                found.remove();
            }
            found.add(next.get());
            next = after(next.get());
        }
        return List.copyOf(found);
    }
}
