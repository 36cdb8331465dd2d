package dev.vigil.benchmarks.report;

import static dev.vigil.benchmarks.report.Samples.comparison;
import static dev.vigil.benchmarks.report.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Guard GUARD = new Guard("vigil", "yardstick");
    private static final Comparison RELEASED = comparison(
            run("vigil", 0, 400, 2), run("yardstick", 0, 100, 1), run("vigil", 1, 420, 2), run("yardstick", 1, 100, 1));

    private static Guard.Finding finding(Comparison now, String figure) {
        return GUARD.findings(RELEASED, now).stream()
                .filter(finding -> finding.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSlowerMachineMakesNothingWorse() {
        var now = comparison(run("vigil", 0, 205, 4), run("yardstick", 0, 50, 2));
        assertThat(GUARD.findings(RELEASED, now)).noneMatch(Guard.Finding::isWorse);
    }

    @Test
    void fewerEventsBesideTheYardstickAreWorse() {
        var rate = finding(comparison(run("vigil", 0, 330, 2), run("yardstick", 0, 100, 1)), "events/s");
        assertThat(rate.isWorse()).isTrue();
        assertThat(rate.isClear()).isTrue();
        assertThat(rate.change()).isCloseTo(4.1 / 3.3 - 1, within(1e-9));
    }

    @Test
    void moreEventsAreNot() {
        var rate = finding(comparison(run("vigil", 0, 800, 2), run("yardstick", 0, 100, 1)), "events/s");
        assertThat(rate.isWorse()).isFalse();
        assertThat(Guard.text(java.util.List.of(rate))).contains("better").doesNotContain("WORSE");
    }

    @Test
    void longerTimesAreWorse() {
        var now = comparison(run("vigil", 0, 410, 2.5), run("yardstick", 0, 100, 1));
        var p50 = finding(now, "p50 of alarms at 1,000/s");
        assertThat(p50.isWorse()).isTrue();
        assertThat(Guard.text(java.util.List.of(p50))).contains("25 % worse: WORSE");
    }

    @Test
    void whatRoundsDifferByIsNotClear() {
        var now = comparison(
                run("vigil", 0, 200, 2),
                run("yardstick", 0, 100, 1),
                run("vigil", 1, 440, 2),
                run("yardstick", 1, 100, 1));
        var rate = finding(now, "events/s");
        assertThat(rate.isWorse()).isTrue();
        assertThat(rate.isClear()).isFalse();
    }

    @Test
    void aFigureThatOneOfThemDoesNotHaveIsNoFinding() {
        assertThat(GUARD.findings(RELEASED, comparison(run("vigil", 0, 400, 2))))
                .isEmpty();
    }
}
