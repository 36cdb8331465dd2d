package dev.vigil.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMiddleOfAnEvenNumberIsBetweenTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).contains(new Spread(1, 2.5, 4));
        assertThat(Spread.of(List.of(9.0, 1.0, 3.0))).contains(new Spread(1, 3, 9));
        assertThat(Spread.of(List.of())).isEmpty();
    }

    @Test
    void quantilesAreOfWhatWasRecordedInNanoseconds() {
        var nanos = new Histogram(3);
        for (int i = 1; i <= 1_000; i++) {
            nanos.recordValue(i * 1_000_000L);
        }
        var quantiles = Quantiles.of(nanos);
        assertThat(quantiles.count()).isEqualTo(1_000);
        assertThat(quantiles.p50()).isCloseTo(500, within(1.0));
        assertThat(quantiles.p99()).isCloseTo(990, within(1.0));
        assertThat(quantiles.max()).isCloseTo(1_000, within(1.0));
    }

    @Test
    void figuresHaveAsManyDigitsAsMeanSomething() {
        assertThat(Figures.exact(0)).isEqualTo("0");
        assertThat(Figures.exact(0.01234)).isEqualTo("0.0123");
        assertThat(Figures.exact(4.5678)).isEqualTo("4.57");
        assertThat(Figures.exact(78.91)).isEqualTo("78.9");
        assertThat(Figures.exact(123_456.7)).isEqualTo("123,457");
        assertThat(Figures.brief(0.1)).isEqualTo("0.1");
        assertThat(Figures.brief(250_000)).isEqualTo("250 k");
        assertThat(Figures.brief(1_500_000)).isEqualTo("1.5 M");
    }
}
