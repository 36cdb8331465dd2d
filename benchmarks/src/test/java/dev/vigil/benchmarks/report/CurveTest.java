package dev.vigil.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {
    private static Curve curve(String name, Curve.Line line, double... rates) {
        var curve = new Curve(name, "A title", "things", false, line, 1.5, Samples.about(), List.of());
        for (int i = 0; i < rates.length; i++) {
            curve = curve.with(new Curve.Sample(i, 0, Map.of("events/s", rates[i])));
        }
        return curve;
    }

    private static Curve.Sample sample(double across, int pass, double rate) {
        return new Curve.Sample(across, pass, Map.of("events/s", rate));
    }

    @Test
    void aRatioIsMadeWithinAPassSinceAMachineDrifts() {
        // In the second pass the machine has half of its speed: the ratio is what it was.
        var curve = curve("a", Curve.Line.LEVEL, 100, 80).with(sample(1, 1, 40)).with(sample(0, 1, 50));
        assertThat(curve.ratio(1)).contains(new Spread(0.8, 0.8, 0.8));
        assertThat(curve.at(0, "events/s")).contains(new Spread(50, 75, 100));
        assertThat(curve.at(0, "nothing")).isEmpty();
        assertThat(curve.at(7, "events/s")).isEmpty();
    }

    @Test
    void itMayFallSoFarAndNoFurther() {
        assertThat(curve("a", Curve.Line.LEVEL, 150, 10, 101).holds()).isTrue();
        assertThat(curve("a", Curve.Line.LEVEL, 150, 150, 99).holds()).isFalse();
        assertThat(curve("a", Curve.Line.LEVEL, 150, 1_000).holds()).isTrue();
        assertThat(CurveText.table(curve("a", Curve.Line.LEVEL, 150, 99)))
                .contains("within 1.50 times")
                .contains("MISSED")
                .contains("| 1.00 | 99.0 | 0.660 |");
    }

    @Test
    void theLineThatItShouldBeGoesThroughItsBeginning() {
        var level = curve("a", Curve.Line.LEVEL, 100, 70, 50);
        assertThat(level.shouldBe(2)).isEqualTo(100);
        assertThat(curve("a", Curve.Line.STRAIGHT, 100, 70, 50).shouldBe(1)).isEqualTo(75);
        // One event takes 10 ms at the beginning, 20 ms at the end, so 15 ms in the middle.
        assertThat(curve("a", Curve.Line.STRAIGHT_COST, 100, 70, 50).shouldBe(1))
                .isCloseTo(66.667, within(0.001));
    }

    @Test
    void aCurveTakesThePlaceOfTheOneOfItsName() {
        var growth = Growth.NONE
                .with(curve("a", Curve.Line.LEVEL, 1, 2))
                .with(curve("b", Curve.Line.LEVEL, 3, 4))
                .with(curve("a", Curve.Line.LEVEL, 5, 6));
        assertThat(growth.curves()).extracting(Curve::name).containsExactly("a", "b");
        assertThat(growth.curves().getFirst().at(0, "events/s").orElseThrow().median())
                .isEqualTo(5);
    }

    @Test
    void curvesAreOnThePageBesideWhatElseIsThere(@TempDir Path folder) throws Exception {
        GrowthPage.write(folder, List.of(curve("a", Curve.Line.LEVEL, 100, 80)));
        assertThat(folder.resolve("performance.md"))
                .content()
                .contains("## Growth")
                .doesNotContain("## Throughput");
        PerformancePage.write(folder, Samples.comparison(Samples.run("vigil", 0, 400, 2)));
        GrowthPage.write(folder, List.of(curve("b", Curve.Line.STRAIGHT, 100, 80, 60)));
        assertThat(folder.resolve("performance.md"))
                .content()
                .contains("## Throughput", "## Growth", "(performance/growth-a.svg)", "(performance/growth-b.svg)");
        for (var name : List.of("a", "b")) {
            var chart = ChartTest.parsed(Files.readString(folder.resolve("performance/growth-" + name + ".svg")));
            assertThat(chart.getDocumentElement().getTextContent()).contains("as it should be");
        }
        assertThat(GrowthPage.read(folder).curves()).hasSize(2);
    }
}
