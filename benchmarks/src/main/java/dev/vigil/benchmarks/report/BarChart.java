package dev.vigil.benchmarks.report;

import java.util.List;

/**
 * Bars beside each other, each of one part or several, with the spread of their sums.
 *
 * @param title what it shows
 * @param acrossTitle the axis, and its unit
 * @param parts what the parts are called; one name where bars have one part
 * @param bars from above to below
 */
record BarChart(String title, String acrossTitle, List<String> parts, List<Bar> bars) {
    private static final int WIDTH = 860;
    private static final int LEFT = 190;
    private static final int RIGHT = 740;
    private static final int TOP = 66;
    private static final int ROW = 34;

    /** A bar: its parts, and the spread of their sum. */
    record Bar(String name, List<Double> parts, Spread sum) {}

    String svg() {
        int bottom = TOP + bars.size() * ROW;
        var svg = new Svg(WIDTH, bottom + 56, title);
        svg.heading(16, 24, title);
        var across = Axis.linear(
                acrossTitle, bars.stream().map(bar -> bar.sum().most()).toList());
        grid(svg, across, bottom);
        legend(svg);
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * ROW, across);
        }
        return svg.toString();
    }

    private static double x(Axis across, double value) {
        return LEFT + across.at(value) * (RIGHT - LEFT);
    }

    private static void grid(Svg svg, Axis across, int bottom) {
        for (double tick : across.ticks()) {
            svg.line(x(across, tick), TOP, x(across, tick), bottom, Colours.GRID, 1);
            svg.text(x(across, tick), bottom + 18, Svg.Anchor.MIDDLE, Figures.brief(tick));
        }
        svg.line(LEFT, TOP, LEFT, bottom, Colours.FRAME, 1);
        svg.text((LEFT + RIGHT) / 2.0, bottom + 42, Svg.Anchor.MIDDLE, across.title());
    }

    private void legend(Svg svg) {
        double x = LEFT;
        for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
            svg.box(x, 38, 12, 12, Colours.of(i + 1));
            svg.text(x + 18, 49, Svg.Anchor.START, parts.get(i));
            x += 200;
        }
    }

    private static void draw(Svg svg, Bar bar, double top, Axis across) {
        double middle = top + ROW / 2.0;
        svg.text(LEFT - 8, middle + 4, Svg.Anchor.END, bar.name());
        double from = 0;
        for (int i = 0; i < bar.parts().size(); i++) {
            double to = from + bar.parts().get(i);
            svg.box(x(across, from), middle - 10, x(across, to) - x(across, from), 20, Colours.of(i + 1));
            from = to;
        }
        svg.line(x(across, bar.sum().least()), middle, x(across, bar.sum().most()), middle, Colours.FRAME, 2);
        svg.text(
                x(across, Math.max(from, bar.sum().most())) + 8,
                middle + 4,
                Svg.Anchor.START,
                Figures.exact(bar.sum().median()));
    }
}
