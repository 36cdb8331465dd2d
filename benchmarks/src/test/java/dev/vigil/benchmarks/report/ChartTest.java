package dev.vigil.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {
    static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static Spread exactly(double value) {
        return new Spread(value, value, value);
    }

    @Test
    void anAxisHasRoundStepsFromNought() {
        assertThat(Axis.linear("", List.of(437_000.0)).ticks())
                .containsExactly(0.0, 100_000.0, 200_000.0, 300_000.0, 400_000.0, 500_000.0);
        assertThat(Axis.linear("", List.of(0.7)).ticks()).hasSize(5).startsWith(0.0, 0.2);
        assertThat(Axis.linear("", List.of()).ticks()).isNotEmpty();
    }

    @Test
    void aLogarithmicAxisGoesFromPowerToPower() {
        var axis = Axis.logarithmic("", List.of(0.3, 45.0));
        assertThat(axis.ticks()).hasSize(4);
        assertThat(axis.least()).isCloseTo(0.1, within(1e-9));
        assertThat(axis.at(0.1)).isCloseTo(0, within(1e-9));
        assertThat(axis.at(100)).isCloseTo(1, within(1e-9));
        assertThat(axis.at(3.162_277_66)).isCloseTo(0.5, within(1e-6));
        assertThat(Axis.logarithmic("", List.of(10.0)).most()).isGreaterThan(10);
    }

    @Test
    void linesAreDrawnWithADotAPointAndAllAreNamed() throws Exception {
        var points = List.of(new LineChart.Point(1, exactly(2)), new LineChart.Point(100, new Spread(3, 4, 9)));
        var svg = new LineChart(
                        "a < b & \"c\"",
                        "across",
                        "up",
                        true,
                        List.of(new LineChart.Line("one", points), new LineChart.Line("none", List.of())))
                .svg();
        var document = parsed(svg);
        // A dot for each point, and one for each name of a line that has some.
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("a < b & \"c\"", "one")
                .doesNotContain("none");
    }

    @Test
    void barsHaveTheirPartsAndTheirSum() throws Exception {
        var svg = new BarChart(
                        "bars",
                        "bytes",
                        List.of("here", "there"),
                        List.of(new BarChart.Bar("one", List.of(10.0, 20.0), new Spread(28, 30, 33))))
                .svg();
        var document = parsed(svg);
        // White below everything, two parts, two in the legend.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(5);
        assertThat(document.getDocumentElement().getTextContent()).contains("one", "30.0", "here", "there");
    }
}
