package dev.vigil.benchmarks.report;

import static dev.vigil.benchmarks.report.Samples.comparison;
import static dev.vigil.benchmarks.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static Optional<Double> rate(PeerRun run) {
        return Optional.of(run.throughput().perSecond());
    }

    @Test
    void aRatioIsMadeWithinARoundSinceAMachineDrifts() {
        // In the second round the machine has half of its speed: the peers' ratio is what it was.
        var comparison = comparison(run("a", 0, 200, 1), run("b", 0, 100, 1), run("b", 1, 50, 1), run("a", 1, 100, 1));
        assertThat(comparison.ratio("a", "b", ComparisonTest::rate)).contains(new Spread(2, 2, 2));
        assertThat(comparison.of("a", ComparisonTest::rate)).contains(new Spread(100, 150, 200));
    }

    @Test
    void aRoundInWhichOneOfThemCameToNothingHasNoRatio() {
        var comparison = comparison(run("a", 0, 200, 1), run("a", 1, 100, 1), run("b", 1, 50, 1));
        assertThat(comparison.ratio("a", "b", ComparisonTest::rate)).contains(new Spread(2, 2, 2));
        assertThat(comparison.ratio("b", "c", ComparisonTest::rate)).isEmpty();
        assertThat(comparison.of("c", ComparisonTest::rate)).isEmpty();
    }

    @Test
    void aPeersCardIsKeptOnce() {
        var comparison = comparison(run("a", 0, 200, 1)).with(Samples.card("a"), run("a", 1, 100, 1));
        assertThat(comparison.peers()).hasSize(1);
        assertThat(comparison.runs()).hasSize(2);
        assertThat(comparison.with("b: died").failures()).containsExactly("b: died");
    }

    @Test
    void sharesAndRatesThatWereGivenForAllAreToldApart() {
        var comparison = comparison(run("a", 0, 200, 1), run("b", 0, 100, 1));
        assertThat(comparison.shares()).containsExactly(50);
        assertThat(comparison.absolutes()).containsExactly(1_000);
    }

    @Test
    void whatIsWrittenIsReadAsItWas(@TempDir Path folder) throws IOException {
        var comparison = comparison(run("a", 0, 200, 1.25), run("b", 0, 100, 3)).with("c: died");
        ComparisonFile.write(folder.resolve("figures.json"), comparison);
        assertThat(ComparisonFile.read(folder.resolve("figures.json"), Comparison.class))
                .isEqualTo(comparison);
    }
}
