package dev.vigil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private long wall = BEGIN;
    private long passed = 5;
    private final SteadyClock clock = new SteadyClock(() -> Instant.ofEpochMilli(wall), () -> passed * 1_000_000);

    @Test
    void timeGoesOnAndSmallCorrectionsAreFollowed() {
        pass(10_000);
        assertThat(clock.millis()).isEqualTo(BEGIN + 10_000);
        wall += 900;
        assertThat(clock.millis()).isEqualTo(BEGIN + 10_900);
        wall -= 400;
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(BEGIN + 10_500));
    }

    @Test
    void aLeapThatIsCorrectedWithinAMinuteIsNotFollowed() {
        wall += DAY;
        for (int second = 1; second < 60; second++) {
            pass(1_000);
            assertThat(clock.millis()).isEqualTo(BEGIN + second * 1_000L);
        }
        wall -= DAY;
        pass(600_000);
        assertThat(clock.millis()).isEqualTo(BEGIN + 659_000);
    }

    @Test
    void aLeapThatStandsForAMinuteIsBelieved() {
        wall -= DAY;
        assertThat(clock.millis()).isEqualTo(BEGIN);
        pass(59_999);
        assertThat(clock.millis()).isEqualTo(BEGIN + 59_999);
        pass(1);
        assertThat(clock.millis()).isEqualTo(BEGIN + 60_000 - DAY);
    }

    /** Whatever is set on the way, as long as nothing stands for a minute. */
    @Property(tries = 200)
    void timePassesAsItDoes(@ForAll long seed) {
        var random = new Random(seed);
        long begin = clock.millis() - passed;
        long set = 0;
        for (int i = 0; i < 30; i++) {
            wall -= set;
            set = random.nextInt(3) == 0 ? 0 : random.nextLong(-DAY, DAY);
            wall += set;
            for (int looks = 0; looks < 3; looks++) {
                pass(random.nextInt(10_000));
                assertThat(clock.millis()).isCloseTo(begin + passed, within(1_000L));
            }
        }
        wall -= set;
        clock.millis();
    }

    private void pass(long millis) {
        wall += millis;
        passed += millis;
    }
}
