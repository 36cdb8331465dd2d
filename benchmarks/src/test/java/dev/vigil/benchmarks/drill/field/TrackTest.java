package dev.vigil.benchmarks.drill.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackTest {
    private final Track track = new Track(0);

    @Test
    void anAcknowledgedEventThatIsNotThereIsLostAndOneWithoutAnswerIsNot() {
        track.sending("a");
        track.acknowledged("a", System.nanoTime());
        track.sending("b");

        assertThat(track.lost(Map.of())).isEqualTo(1);
        assertThat(track.lost(Map.of("a", 1))).isZero();
    }

    @Test
    void anEventThatIsThereTwiceIsDoubledWhetherItWasAnsweredOrNot() {
        track.sending("a");

        assertThat(track.doubled(Map.of("a", 2))).isEqualTo(1);
        assertThat(track.doubled(Map.of("a", 1, "of somebody else", 2))).isZero();
    }

    @Test
    void moreThanASecondWithoutAnAcknowledgementIsAnOutage() {
        long now = System.nanoTime();
        track.acknowledged("a", now + 500_000_000);
        track.acknowledged("b", now + 2_000_000_000);

        assertThat(track.outages()).containsExactly(Duration.ofMillis(1_500));
    }
}
