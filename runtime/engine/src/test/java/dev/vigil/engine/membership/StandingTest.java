package dev.vigil.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final Standing standing = new Standing(nanos::get);

    @Test
    void aNodeThatHearsAMajorityMayAct() {
        live(Duration.ofSeconds(10), true);
        assertThat(standing.mayAct()).isTrue();
    }

    @Test
    void aNodeThatHearsNoMajorityMayNot() {
        live(Duration.ofMillis(100), false);
        assertThat(standing.mayAct()).isFalse();
        live(Duration.ofMillis(100), true);
        assertThat(standing.mayAct()).isTrue();
    }

    @Test
    void aNodeThatStoodStillMayNotFromItsFirstInstantOn() {
        live(Duration.ofSeconds(1), true);
        pass(Duration.ofSeconds(60));
        assertThat(standing.mayAct()).as("before it has looked at anything").isFalse();
        standing.tick(true);
        assertThat(standing.mayAct())
                .as("what it believes of the others is old")
                .isFalse();
        live(Duration.ofSeconds(1), true);
        assertThat(standing.mayAct()).isFalse();
        live(Duration.ofSeconds(2), true);
        assertThat(standing.mayAct()).isTrue();
    }

    @Test
    void aShortPauseIsNothing() {
        live(Duration.ofSeconds(1), true);
        pass(Duration.ofMillis(1_900));
        assertThat(standing.mayAct()).isTrue();
        standing.tick(true);
        assertThat(standing.mayAct()).isTrue();
    }

    private void live(Duration time, boolean majority) {
        for (long passed = 0; passed < time.toMillis(); passed += 100) {
            pass(Duration.ofMillis(100));
            standing.tick(majority);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
