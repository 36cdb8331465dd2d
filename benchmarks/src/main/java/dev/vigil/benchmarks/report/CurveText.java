package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A curve as a table and as a chart. */
public final class CurveText {
    private CurveText() {}

    /** Its table, with each point's ratio to the first one, and what became of what is required. */
    public static String table(Curve curve) {
        var heads = new ArrayList<String>();
        heads.add(curve.acrossTitle());
        heads.addAll(curve.figures());
        heads.add(curve.figures().stream().findFirst().orElse("") + " ÷ the first");
        var table = new Table(heads);
        for (double across : curve.points()) {
            var cells = new ArrayList<String>();
            cells.add(Figures.exact(across));
            curve.figures()
                    .forEach(figure -> cells.add(
                            curve.at(across, figure).map(Figures::spread).orElse("–")));
            cells.add(curve.ratio(across).map(Figures::spread).orElse("–"));
            table.row(cells);
        }
        return table + required(curve);
    }

    private static String required(Curve curve) {
        return curve.mostFall() == 0
                ? ""
                : "\nRequired: within %s times from one end to the other: %s.\n"
                        .formatted(Figures.exact(curve.mostFall()), curve.holds() ? "met" : "MISSED");
    }

    /** Its chart: the first figure, and the line that it should be. */
    static String chart(Curve curve) {
        var figure = curve.figures().getFirst();
        var measured = curve.points().stream()
                .map(across ->
                        new LineChart.Point(across, curve.at(across, figure).orElseThrow()))
                .toList();
        var line = curve.points().stream()
                .map(across -> new LineChart.Point(across, exactly(curve.shouldBe(across))))
                .toList();
        var lines = List.of(new LineChart.Line("measured", measured), new LineChart.Line("as it should be", line));
        return new LineChart(curve.title(), curve.acrossTitle(), figure, curve.isAcrossLogarithmic(), lines).svg();
    }

    private static Spread exactly(double value) {
        return new Spread(value, value, value);
    }
}
