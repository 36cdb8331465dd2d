package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WaitingTest {
    @Property(tries = 3_000)
    void whereEveryTaskHasItsTurnInTimeThereIsNeverAnOverload(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int limit) {
        var random = new Random(seed);
        var waiting = Waiting.atMost(limit);
        for (int task = 0; task < 200; task++) {
            waiting = wait(waiting, random.nextInt(limit + 1));
            assertThat(waiting.late()).isZero();
        }
    }

    @Property(tries = 3_000)
    void aTaskThatWaitsTooLongNowAndThenIsNoOverload(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = Waiting.OVERLOAD - 2) int limit) {
        var random = new Random(seed);
        var waiting = Waiting.atMost(limit);
        for (int pause = 0; pause < 50; pause++) {
            // Ends before it is long enough, and the next task has its turn at once.
            waiting = waiting.tick();
            for (int tick = random.nextInt(Waiting.OVERLOAD - 1); tick > 0; tick--) {
                waiting = waiting.tick();
                assertThat(waiting.isOverload()).isFalse();
            }
            waiting = wait(waiting.answered(), 0);
            assertThat(waiting.late()).isZero();
        }
    }

    @Property(tries = 3_000)
    void whereEveryTaskWaitsTooLongThereIsAnOverloadUntilOneDoesNot(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int limit) {
        var random = new Random(seed);
        var waiting = Waiting.atMost(limit);
        int ticks = 0;
        for (int task = 0; task < 20; task++) {
            int waits = limit + 1 + random.nextInt(30);
            for (int tick = 0; tick <= waits; tick++) {
                waiting = waiting.tick();
                // The one that sends the first task is none of those for which it waits.
                assertThat(waiting.isOverload()).isEqualTo(ticks >= Math.max(Waiting.OVERLOAD, limit + 1));
                ticks++;
            }
            waiting = waiting.answered();
        }
        assertThat(waiting.isOverload()).isTrue();
        assertThat(wait(waiting, random.nextInt(limit + 1)).isOverload()).isFalse();
    }

    private static Waiting wait(Waiting before, int ticks) {
        var waiting = before.tick();
        for (int tick = 0; tick < ticks; tick++) {
            waiting = waiting.tick();
        }
        return waiting.answered();
    }
}
