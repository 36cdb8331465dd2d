package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final Overload overload = new Overload(work::add, Duration.ofMillis(500));

    @Test
    void oneTaskAtATimeWaitsAndWhenItHasWaitedForASecondThereIsAnOverload() {
        ticks(10);
        assertThat(work).hasSize(1);
        assertThat(overload.isNow()).isFalse();
        assertThat(overload.lasting()).isZero();
        ticks(1);
        assertThat(overload.isNow()).isTrue();
        assertThat(overload.lasting()).isEqualTo(Duration.ofSeconds(1));

        work.remove().run();
        assertThat(overload.isNow()).as("until a task has its turn in time").isTrue();
        ticks(1);
        work.remove().run();
        assertThat(overload.isNow()).isFalse();
        assertThat(overload.lasting()).isZero();
    }

    @Test
    void aNodeThatRefusesAllAndHasTooMuchToDoNeverthelessShouldGetNoTraffic() {
        ticks(100);
        assertThat(overload.isNow()).isTrue();
        assertThat(overload.trouble()).isEmpty();
        ticks(1);
        assertThat(overload.trouble()).contains("processor: for 10 s work has waited for one for longer than 500 ms");
        work.remove().run();
        ticks(1);
        work.remove().run();
        assertThat(overload.trouble()).isEmpty();
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            overload.tick();
        }
    }
}
