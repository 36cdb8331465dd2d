package dev.vigil.benchmarks.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.load.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final long MILLI = 1_000_000;

    @Test
    void recoveryIsWhenTheLastSlotServes() {
        var outage = Outage.of(List.of(served(0, 100), served(1, 1_800)), 2, 0, 2_000 * MILLI);

        assertThat(outage.recovery()).isEqualTo(Duration.ofMillis(1_800));
        assertThat(outage.longestGap()).isEqualTo(Duration.ofMillis(1_800));
        assertThat(outage.affected()).isEqualTo(1);
    }

    @Test
    void aSlotThatServesAndThenStopsHasNotRecovered() {
        var probes = new ArrayList<Probe>();
        probes.add(served(0, 100));
        probes.add(served(0, 3_000));

        assertThat(Outage.of(probes, 1, 0, 3_100 * MILLI).recovery()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aSlotThatNeverServesIsOutUntilTheEnd() {
        assertThat(Outage.of(List.of(), 1, 0, 5_000 * MILLI).recovery()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatWasSentBeforeTheInjectionProvesNothing() {
        var early = new Probe(0, -MILLI, 100 * MILLI);

        assertThat(Outage.of(List.of(early), 1, 0, 5_000 * MILLI).recovery()).isEqualTo(Duration.ofSeconds(5));
    }

    private static Probe served(int slot, long millis) {
        return new Probe(slot, (millis - 1) * MILLI, millis * MILLI);
    }
}
