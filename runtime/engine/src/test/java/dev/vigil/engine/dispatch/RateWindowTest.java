package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RateWindowTest {
    private static final long SECOND = 1_000_000_000L;

    @Property(tries = 1_000)
    void noSecondHasMoreStartsThanTheRateAndNoneIsLeftUnused(
            @ForAll @IntRange(min = 1, max = 50) int rate, @ForAll long seed) {
        var random = new SplittableRandom(seed);
        var window = new RateWindow(OptionalInt.of(rate));
        var starts = new ArrayList<Long>();
        long now = 0;
        for (int i = 0; i < 500; i++) {
            now += random.nextLong(random.nextBoolean() ? 2 : 2 * SECOND / rate + 2);
            long at = now;
            long inSecond = starts.stream().filter(start -> start > at - SECOND).count();
            assertThat(window.allows(now)).isEqualTo(inSecond < rate);
            if (window.allows(now)) {
                window.started(now);
                starts.add(now);
            } else {
                assertThat(window.allows(window.opensNanos() - 1)).isFalse();
                assertThat(window.allows(window.opensNanos())).isTrue();
            }
        }
    }

    @Example
    void withoutARateEverythingStarts() {
        var window = new RateWindow(OptionalInt.empty());
        for (int i = 0; i < 1_000; i++) {
            assertThat(window.allows(0)).isTrue();
            window.started(0);
        }
    }
}
