package dev.vigil.sources.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TicksTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Schedule SCHEDULE = Schedule.of("*/7 * * * * *", ZoneId.of("UTC"));

    /** Owners come and go, answers and positions are lost: what is on the bus is every tick, as long as gaps are short. */
    @Property(tries = 2_000)
    void everyTickComesAndNoOther(@ForAll long seed) {
        var random = new Random(seed);
        var bus = new TreeSet<Instant>();
        var now = START;
        var saved = START;
        var ticks = new Ticks(SCHEDULE, 100, Optional.of(START), now);
        for (int step = 0; step < 100; step++) {
            now = now.plusMillis(random.nextInt(6_000));
            if (random.nextInt(8) == 0) {
                ticks = new Ticks(SCHEDULE, 100, Optional.of(saved), now);
            }
            var due = ticks.due(now);
            assertThat(due).isSorted().allMatch(upTo(now));
            if (!due.isEmpty() && random.nextInt(4) > 0) {
                bus.addAll(due);
                if (random.nextInt(4) > 0) { // else the answer is lost
                    ticks.published(due.getLast());
                    saved = random.nextBoolean() ? ticks.position() : saved;
                }
            }
        }
        bus.addAll(ticks.due(now));
        assertThat(bus).containsExactlyElementsOf(SCHEDULE.last(Integer.MAX_VALUE, START, now));
    }

    private static Predicate<Instant> upTo(Instant now) {
        return tick -> !tick.isAfter(now);
    }

    @Property(tries = 500)
    void ofTicksThatWereMissedTheLastOnesAreMadeUpFor(@ForAll long seed) {
        var random = new Random(seed);
        int catchUp = random.nextInt(5);
        var now = START.plusSeconds(random.nextInt(600));
        var ticks = new Ticks(SCHEDULE, catchUp, Optional.of(START), now);
        var all = SCHEDULE.last(Integer.MAX_VALUE, START, now);
        var due = ticks.due(now);
        assertThat(due).isEqualTo(all.subList(Math.max(0, all.size() - catchUp), all.size()));
        if (!due.isEmpty()) {
            assertThat(ticks.leavesOut(due)).isEqualTo(all.size() > catchUp);
        }
    }

    @Example
    void aClockThatNeverRanBeginsNow() {
        var ticks = new Ticks(SCHEDULE, 10, Optional.empty(), START);
        assertThat(ticks.position()).isEqualTo(START);
        assertThat(ticks.due(START)).isEmpty();
        assertThat(ticks.due(START.plusSeconds(7))).isEqualTo(List.of(START.plusSeconds(7)));
    }

    @Example
    void withoutCatchUpWhatIsDueNowStillComes() {
        var ticks = new Ticks(SCHEDULE, 0, Optional.of(START.minusSeconds(600)), START);
        assertThat(ticks.leavesOutBefore()).isTrue();
        assertThat(new Ticks(SCHEDULE, 0, Optional.of(START), START.plusSeconds(1)).leavesOutBefore())
                .isFalse();
        assertThat(ticks.due(START)).isEmpty();
        assertThat(ticks.due(START.plusSeconds(15))).isEqualTo(List.of(START.plusSeconds(14)));
    }

    @Example
    void aClockThatIsSetBackTicksNothingTwice() {
        var ticks = new Ticks(SCHEDULE, 10, Optional.of(START), START);
        ticks.published(START.plusSeconds(67));
        assertThat(ticks.due(START.plusSeconds(35))).isEmpty();
        assertThat(new Ticks(SCHEDULE, 0, Optional.of(ticks.position()), START).due(START.plusSeconds(67)))
                .isEmpty();
        assertThat(ticks.due(START.plusSeconds(74))).isEqualTo(List.of(START.plusSeconds(74)));
    }

    @Example
    void itSleepsUntilTheNextTickAndNeverLong() {
        var ticks = new Ticks(SCHEDULE, 10, Optional.of(START), START);
        assertThat(ticks.sleep(START.plusMillis(6_900))).isEqualTo(Duration.ofMillis(100));
        assertThat(ticks.sleep(START)).isEqualTo(Duration.ofSeconds(1));
    }
}
