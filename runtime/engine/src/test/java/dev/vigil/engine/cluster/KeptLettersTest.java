package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.slot.DeadLetter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptLettersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KeptLetters kept = new KeptLetters(registry);

    private double shown(String sensor, DeadLetter.Reason reason) {
        return registry.get("vigil.dead.letters.kept")
                .tags("sensor", sensor, "reason", reason.name())
                .gauge()
                .value();
    }

    @Test
    void itIsTheSumOverTheSlotsThatAreHere() {
        kept.put(0, Map.of("a", Map.of(DeadLetter.Reason.REJECTED, 2, DeadLetter.Reason.NOT_DELIVERED, 1)));
        kept.put(1, Map.of("a", Map.of(DeadLetter.Reason.REJECTED, 3), "b", Map.of(DeadLetter.Reason.KEY_FAILED, 1)));
        assertThat(shown("a", DeadLetter.Reason.REJECTED)).isEqualTo(5);
        assertThat(shown("a", DeadLetter.Reason.NOT_DELIVERED)).isEqualTo(1);
        assertThat(shown("b", DeadLetter.Reason.KEY_FAILED)).isEqualTo(1);
        kept.remove(1);
        assertThat(shown("a", DeadLetter.Reason.REJECTED)).isEqualTo(2);
        assertThat(shown("b", DeadLetter.Reason.KEY_FAILED)).isZero();
    }

    @Test
    void whatIsSettledIsCountedNoLonger() {
        kept.put(0, Map.of("a", Map.of(DeadLetter.Reason.REJECTED, 2)));
        kept.put(0, Map.of());
        assertThat(shown("a", DeadLetter.Reason.REJECTED)).isZero();
    }
}
