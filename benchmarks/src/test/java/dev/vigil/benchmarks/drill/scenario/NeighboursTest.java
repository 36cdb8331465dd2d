package dev.vigil.benchmarks.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.load.Probe;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private final Neighbours neighbours = new Neighbours();

    private static List<Probe> probes(int count, long millis) {
        return IntStream.range(0, count)
                .mapToObj(_ -> new Probe(0, 0, millis * 1_000_000))
                .toList();
    }

    @Test
    void theRatioIsOfTheProbesOfAllRounds() {
        neighbours.add(probes(990, 10), probes(980, 10), 0);
        neighbours.add(probes(10, 10), probes(20, 30), -1_200_000_000);
        assertThat(neighbours.beforeMillis()).isEqualTo(10);
        assertThat(neighbours.duringMillis()).isEqualTo(30);
        assertThat(neighbours.ratio()).isEqualTo(3);
        assertThat(neighbours.byHalfSecondMillis()).containsExactly(10L, 30L);
    }
}
