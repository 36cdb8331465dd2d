package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @Property(tries = 5_000)
    void aPauseIsWithinItsBounds(
            @ForAll @LongRange(min = 0, max = 100_000) long firstMillis,
            @ForAll @LongRange(min = 0, max = 100_000_000) long moreMillis,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter,
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures,
            @ForAll long seed) {
        var first = Duration.ofMillis(firstMillis);
        var most = first.plusMillis(moreMillis);
        var backoff = new Backoff(new TriggerPolicy.Retry(5, first, most, jitter), new SplittableRandom(seed));
        double full = Math.min((double) most.toNanos(), first.toNanos() * Math.pow(2, failures - 1.0));
        if (firstMillis == 0) {
            full = 0;
        }
        double pause = backoff.pauseNanos(failures, Optional.empty());
        assertThat(pause).isBetween(Math.floor(full * (1 - jitter)) - 1, full);
    }

    @Example
    void pausesDoubleUpToTheLongest() {
        var backoff = backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), 0);
        assertThat(new long[] {1, 2, 3, 4, 5, 1_000}).satisfies(failures -> {
            var seconds = new long[failures.length];
            for (int i = 0; i < failures.length; i++) {
                seconds[i] = backoff.pauseNanos((int) failures[i], Optional.empty()) / 1_000_000_000;
            }
            assertThat(seconds).containsExactly(1, 2, 4, 5, 5, 5);
        });
    }

    @Example
    void chanceSpreadsPauses() {
        var backoff = backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        var pauses = new HashSet<Long>();
        for (int i = 0; i < 1_000; i++) {
            pauses.add(backoff.pauseNanos(1, Optional.empty()) / 100_000_000);
        }
        assertThat(pauses).hasSize(10);
    }

    @Example
    void theLongerOfOwnAndAskedPauseCounts() {
        var backoff = backoff(Duration.ofSeconds(2), Duration.ofSeconds(2), 0);
        assertThat(backoff.pauseNanos(1, Optional.of(Duration.ofSeconds(1)))).isEqualTo(2_000_000_000L);
        assertThat(backoff.pauseNanos(1, Optional.of(Duration.ofSeconds(3)))).isEqualTo(3_000_000_000L);
        assertThat(backoff.pauseNanos(1, Optional.of(Duration.ofSeconds(-9)))).isEqualTo(2_000_000_000L);
    }

    @Example
    void nobodyAsksForMoreThanAnHourUnlessThePolicyWaitsLonger() {
        var forever = Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
        var patient = backoff(Duration.ofSeconds(1), YEAR, 0);
        assertThat(backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 0).pauseNanos(1, forever))
                .isEqualTo(Backoff.MOST_ASKED.toNanos());
        assertThat(patient.pauseNanos(1, forever)).isEqualTo(YEAR.toNanos());
    }

    private static Backoff backoff(Duration first, Duration most, double jitter) {
        return new Backoff(new TriggerPolicy.Retry(5, first, most, jitter), new SplittableRandom(7));
    }
}
