package dev.vigil.sources.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against the plainest reading there is: every minute is looked at. */
class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<ZoneId> ZONES =
            List.of(BERLIN, ZoneId.of("UTC"), ZoneId.of("Australia/Lord_Howe"), ZoneId.of("America/New_York"));

    /** Minutes past the hour, and hours, or every hour. */
    private record Fields(TreeSet<Integer> minutes, TreeSet<Integer> hours) {
        static Fields of(Random random) {
            return new Fields(some(random, 60), random.nextBoolean() ? new TreeSet<>() : some(random, 24));
        }

        private static TreeSet<Integer> some(Random random, int bound) {
            return IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(_ -> random.nextInt(bound))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean namesHours() {
            return !hours.isEmpty();
        }

        String expression() {
            return listed(minutes) + " " + (namesHours() ? listed(hours) : "*") + " * * *";
        }

        private static String listed(TreeSet<Integer> numbers) {
            return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        }

        boolean match(LocalDateTime shown) {
            return minutes.contains(shown.getMinute()) && (!namesHours() || hours.contains(shown.getHour()));
        }
    }

    @Property(tries = 400)
    void itTicksWhenTheClockShowsOneOfItsTimes(@ForAll long seed) {
        var random = new Random(seed);
        var fields = Fields.of(random);
        var zone = ZONES.get(random.nextInt(ZONES.size()));
        var schedule = Schedule.of(fields.expression(), zone);
        var from = someDay(random, zone);
        var until = from.plus(Duration.ofDays(2));
        assertThat(schedule.last(Integer.MAX_VALUE, from, until))
                .as("%s in %s from %s", fields.expression(), zone, from)
                .isEqualTo(model(fields, zone, from, until));
    }

    /** One on which the clocks are set, as often as not. */
    private static Instant someDay(Random random, ZoneId zone) {
        var time = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(525_600)));
        var change = zone.getRules().nextTransition(time);
        return change == null || random.nextBoolean()
                ? time
                : change.getInstant().minus(Duration.ofHours(20));
    }

    private static List<Instant> model(Fields fields, ZoneId zone, Instant from, Instant until) {
        var ticks = new ArrayList<Instant>();
        for (var time = from.plus(Duration.ofMinutes(1));
                !time.isAfter(until);
                time = time.plus(Duration.ofMinutes(1))) {
            if (ticks(fields, zone, time)) {
                ticks.add(time);
            }
        }
        return ticks;
    }

    private static boolean ticks(Fields fields, ZoneId zone, Instant time) {
        var rules = zone.getRules();
        var shown = time.atZone(zone).toLocalDateTime();
        var change = rules.getTransition(time.atZone(zone).toLocalDateTime());
        boolean isSecond = change != null && change.isOverlap() && !time.isBefore(change.getInstant());
        if (fields.match(shown) && !(fields.namesHours() && isSecond)) {
            return true;
        }
        var before = rules.previousTransition(time.plusNanos(1));
        return fields.namesHours()
                && before != null
                && before.isGap()
                && before.getInstant().equals(time)
                && minutes(before.getDateTimeBefore(), before.getDateTimeAfter()).stream()
                        .anyMatch(fields::match);
    }

    private static List<LocalDateTime> minutes(LocalDateTime from, LocalDateTime until) {
        var all = new ArrayList<LocalDateTime>();
        for (var time = from; time.isBefore(until); time = time.plusMinutes(1)) {
            all.add(time);
        }
        return all;
    }

    @Property(tries = 300)
    void fromWhereverOneLooksTheNextTimeIsTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var zone = ZONES.get(random.nextInt(ZONES.size()));
        var schedule = Schedule.of(Fields.of(random).expression(), zone);
        var one = schedule.after(someDay(random, zone)).orElseThrow();
        var next = schedule.after(one).orElseThrow();
        long between = Duration.between(one, next).toMillis();
        for (int i = 0; i < 20; i++) {
            assertThat(schedule.after(one.plusMillis(random.nextLong(between)))).contains(next);
        }
    }

    @Property(tries = 200)
    void theLastOfThemAreTheEndOfAll(@ForAll long seed) {
        var random = new Random(seed);
        var schedule = Schedule.of(Fields.of(random).expression(), BERLIN);
        var from = someDay(random, BERLIN);
        var until = from.plus(Duration.ofMinutes(random.nextInt(5_000)));
        int most = 1 + random.nextInt(20);
        var all = schedule.last(Integer.MAX_VALUE, from, until);
        assertThat(schedule.last(most, from, until)).isEqualTo(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    @Example
    void secondsMayBeNamed() {
        var from = Instant.parse("2026-03-01T12:00:00Z");
        var schedule = Schedule.of("15,45 * * * * *", ZoneId.of("UTC"));
        assertThat(schedule.last(10, from, from.plusSeconds(60)))
                .containsExactly(from.plusSeconds(15), from.plusSeconds(45));
    }

    @Example
    void aNightlyJobRunsOnceInEachNight() {
        var schedule = Schedule.of("0 30 2 * * *", BERLIN);
        assertThat(schedule.last(10, Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-30T12:00:00Z")))
                .containsExactly(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(schedule.last(10, Instant.parse("2026-10-24T12:00:00Z"), Instant.parse("2026-10-26T12:00:00Z")))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Example
    void whatSpringKnowsIsKnown() {
        var from = Instant.parse("2026-03-01T12:00:00Z");
        var utc = ZoneId.of("UTC");
        assertThat(Schedule.of("@daily", utc).after(from)).contains(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(Schedule.of("0 0 18 L * *", utc).after(from)).contains(Instant.parse("2026-03-31T18:00:00Z"));
        assertThat(Schedule.of("0 0 9 * * MON-FRI", utc).after(from)).contains(Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(Schedule.of("0 0 9 * * 7", utc).after(from)).contains(Instant.parse("2026-03-08T09:00:00Z"));
        assertThat(Schedule.of("0 0 0 29 2 *", utc).after(from)).contains(Instant.parse("2028-02-29T00:00:00Z"));
    }

    @Example
    void whatIsNoScheduleIsRefused() {
        Predicate<String> refused = text -> {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Schedule.of(text, BERLIN));
            return true;
        };
        assertThat(List.of("", "soon", "* * *", "61 * * * * *", "0 0 0 30 2 *", "0 0 25 * * *"))
                .allMatch(refused);
    }
}
