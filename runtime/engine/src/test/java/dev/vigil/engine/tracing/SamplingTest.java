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

    private long nowNanos;

    @Test
    void aShareOfAllBeginsOneWhereThatIsWithinTheLimit() {
        var sampling = sampling(0.01);
        assertThat(begun(sampling, 10_000, 0, 10)).isBetween(800L, 1_200L);
    }

    /** Whatever the clock shows: its numbers may be negative, and overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 3_000_000_000L, -1})
    void noMoreThanTheLimitBeginOneHoweverManyCome(long start) {
        nowNanos = start;
        var sampling = sampling(0.5);
        assertThat(begun(sampling, 100_000, start, 10)).isBetween(5_000L, 5_051L);
    }

    @Test
    void aPauseIsNotSavedUpFor() {
        var sampling = sampling(1);
        assertThat(begun(sampling, 1, 0, 10)).isEqualTo(10);
        assertThat(begun(sampling, 100_000, 60 * SECOND, 1)).isBetween(500L, 551L);
    }

    @Test
    void noneBeginsOneWhereTheShareIsNothing() {
        assertThat(begun(sampling(0), 1_000, 0, 1)).isZero();
    }

    private Sampling sampling(double share) {
        return new Sampling(share, 500, () -> nowNanos);
    }

    /** How many of so many a second do. */
    private long begun(Sampling sampling, int perSecond, long start, int seconds) {
        var random = new Random(7);
        long begun = 0;
        for (long n = 0; n < (long) perSecond * seconds; n++) {
            nowNanos = start + n * (SECOND / perSecond);
            begun += sampling.begins(random.nextDouble()) ? 1 : 0;
        }
        return begun;
    }
}
