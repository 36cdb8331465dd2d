package dev.vigil.engine.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many traces begin. */
class SamplingTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aShareOfAllBeginsOneWhereThatIsWithinTheLimit() {
        var sampling = new Sampling(0.01, 500, 0);
        assertThat(begun(sampling, 10_000, 0, 10)).isBetween(800L, 1_200L);
    }

    /** Whatever the clock shows: its numbers may be negative, and overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 3_000_000_000L, -1})
    void noMoreThanTheLimitBeginOneHoweverManyCome(long start) {
        var sampling = new Sampling(0.5, 500, start);
        assertThat(begun(sampling, 100_000, start, 10)).isBetween(5_000L, 5_051L);
    }

    @Test
    void aPauseIsNotSavedUpFor() {
        var sampling = new Sampling(1, 500, 0);
        assertThat(begun(sampling, 1, 0, 10)).isEqualTo(10);
        assertThat(begun(sampling, 100_000, 60 * SECOND, 1)).isBetween(500L, 551L);
    }

    @Test
    void noneBeginsOneWhereTheShareIsNothing() {
        assertThat(begun(new Sampling(0, 500, 0), 1_000, 0, 1)).isZero();
    }

    /** How many of so many a second do. */
    private static long begun(Sampling sampling, int perSecond, long start, int seconds) {
        var random = new Random(7);
        long begun = 0;
        for (long n = 0; n < (long) perSecond * seconds; n++) {
            begun += sampling.begins(random.nextDouble(), start + n * (SECOND / perSecond)) ? 1 : 0;
        }
        return begun;
    }
}
