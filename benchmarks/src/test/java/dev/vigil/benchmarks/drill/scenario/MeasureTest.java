package dev.vigil.benchmarks.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.scenario.Measure.Bound;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureTest {
    @Test
    void ninetyNineOfAHundredValuesMustKeepAnUpperBound() {
        var values = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> i == 100 ? 9.0 : 1.0)
                .toList();
        assertThat(new Measure("recovery", "s", Measure.atMost(Duration.ofSeconds(2)), values).isMet())
                .isTrue();
        assertThat(new Measure("recovery", "s", Measure.atMost(Duration.ofSeconds(2)), List.of(1.0, 9.0)).isMet())
                .isFalse();
    }

    @Test
    void allValuesMustReachALowerBound() {
        assertThat(new Measure("goodput", "%", new Bound.AtLeast(80), List.of(120.0, 79.9)).isMet())
                .isFalse();
        assertThat(new Measure("goodput", "%", new Bound.AtLeast(80), List.of(120.0, 80.0)).isMet())
                .isTrue();
    }

    @Test
    void saysItsFiguresAndWhatTheyMustBe() {
        assertThat(new Measure("recovery", "s", Measure.atMost(Duration.ofSeconds(2)), List.of(3.0, 1.0, 1.5)))
                .hasToString("recovery 1.00 / 1.50 / 3.00 / 3.00 s MISSED (≤ 2.00 s)");
        assertThat(new Measure("times", "", new Bound.AtMost(2), List.of(1.5))).hasToString("times 1.50 (≤ 2.00)");
        assertThat(new Measure("capacity", "events/s", new Bound.None(), List.of(9000.0)))
                .hasToString("capacity 9000 events/s");
    }
}
