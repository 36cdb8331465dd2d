package dev.vigil.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private final Restarts restarts = new Restarts();
    private long nowNanos = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

    @Test
    void thePauseDoublesUpToItsBound() {
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            pauses.add(restarts.failed(nowNanos).toMillis());
        }
        assertThat(pauses).isEqualTo(List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L));
    }

    @Test
    void aSourceThatDiesSoonAfterEachStartWaitsLongerAndLonger() {
        assertThat(runsFor(Duration.ofSeconds(1))).isEqualTo(Restarts.FIRST);
        assertThat(runsFor(Duration.ofSeconds(1))).isEqualTo(Restarts.FIRST.multipliedBy(2));
        assertThat(runsFor(Restarts.LONGEST)).isEqualTo(Restarts.FIRST.multipliedBy(4));
    }

    @Test
    void aRunThatLastedEndsTheRowAlsoWhereTheClockWrapsAround() {
        runsFor(Duration.ofSeconds(1));
        runsFor(Duration.ofSeconds(1));
        assertThat(runsFor(Duration.ofHours(1))).isEqualTo(Restarts.FIRST);
        assertThat(nowNanos).isNegative();
    }

    @Test
    void whateverHappensNoSourceIsStartedMoreOftenThanItsPausesAllow() {
        for (long seed = 0; seed < 1_000; seed++) {
            var random = new SplittableRandom(seed);
            var each = new Restarts();
            long now = random.nextLong();
            long before = 0;
            for (int i = 0; i < 50; i++) {
                boolean works = random.nextBoolean();
                long ran = works ? random.nextLong(Duration.ofMinutes(1).toNanos()) : 0;
                if (works) {
                    each.started(now);
                }
                now += ran;
                long pause = each.failed(now).toNanos();
                boolean endsTheRow = ran > Restarts.LONGEST.toNanos() || i == 0;
                long expected =
                        endsTheRow ? Restarts.FIRST.toNanos() : Math.min(2 * before, Restarts.LONGEST.toNanos());
                assertThat(pause).as("seed %s, failure %s", seed, i).isEqualTo(expected);
                before = pause;
                now += pause;
            }
        }
    }

    private Duration runsFor(Duration time) {
        restarts.started(nowNanos);
        nowNanos += time.toNanos();
        return restarts.failed(nowNanos);
    }
}
