package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over a common axis, each point with its spread.
 *
 * @param title what it shows
 * @param acrossTitle the axis below
 * @param upTitle the axis on the left
 * @param isAcrossLogarithmic whether the axis below is; the one on the left always is
 * @param lines in the order of their colours; one without points keeps its colour from others, and is not named
 */
record LineChart(String title, String acrossTitle, String upTitle, boolean isAcrossLogarithmic, List<Line> lines) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 640;
    private static final int TOP = 40;
    private static final int BOTTOM = 360;

    /** A line, and what it is called. */
    record Line(String name, List<Point> points) {}

    /** A point, which has its place below and a spread above. */
    record Point(double across, Spread up) {}

    String svg() {
        var svg = new Svg(WIDTH, HEIGHT, title);
        svg.heading(LEFT, 24, title);
        var across = across();
        var up = Axis.logarithmic(upTitle, values());
        grid(svg, across, up);
        int named = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).points().isEmpty()) {
                draw(svg, lines.get(i), Colours.of(i), across, up);
                name(svg, lines.get(i), Colours.of(i), named++);
            }
        }
        return svg.toString();
    }

    private Axis across() {
        var values = lines.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::across)
                .toList();
        return isAcrossLogarithmic ? Axis.logarithmic(acrossTitle, values) : Axis.linear(acrossTitle, values);
    }

    private List<Double> values() {
        var values = new ArrayList<Double>();
        for (var line : lines) {
            for (var point : line.points()) {
                values.add(point.up().least());
                values.add(point.up().most());
            }
        }
        return values;
    }

    private static double x(Axis across, double value) {
        return LEFT + across.at(value) * (RIGHT - LEFT);
    }

    private static double y(Axis up, double value) {
        return BOTTOM - up.at(value) * (BOTTOM - TOP);
    }

    private static void grid(Svg svg, Axis across, Axis up) {
        for (double tick : across.ticks()) {
            svg.line(x(across, tick), TOP, x(across, tick), BOTTOM, Colours.GRID, 1);
            svg.text(x(across, tick), BOTTOM + 18, Svg.Anchor.MIDDLE, Figures.brief(tick));
        }
        for (double tick : up.ticks()) {
            svg.line(LEFT, y(up, tick), RIGHT, y(up, tick), Colours.GRID, 1);
            svg.text(LEFT - 8, y(up, tick) + 4, Svg.Anchor.END, Figures.brief(tick));
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, Colours.FRAME, 1);
        svg.line(LEFT, TOP, LEFT, BOTTOM, Colours.FRAME, 1);
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 42, Svg.Anchor.MIDDLE, across.title());
        svg.upright(18, (TOP + BOTTOM) / 2.0, up.title());
    }

    private static void draw(Svg svg, Line line, String colour, Axis across, Axis up) {
        for (int i = 0; i < line.points().size(); i++) {
            var point = line.points().get(i);
            double x = x(across, point.across());
            if (i > 0) {
                var before = line.points().get(i - 1);
                svg.line(
                        x(across, before.across()),
                        y(up, before.up().median()),
                        x,
                        y(up, point.up().median()),
                        colour,
                        2);
            }
            svg.line(x, y(up, point.up().least()), x, y(up, point.up().most()), colour, 1);
            svg.dot(x, y(up, point.up().median()), colour);
        }
    }

    private static void name(Svg svg, Line line, String colour, int place) {
        double y = TOP + 12 + place * 22.0;
        svg.line(RIGHT + 20, y, RIGHT + 44, y, colour, 2);
        svg.dot(RIGHT + 32, y, colour);
        svg.text(RIGHT + 52, y + 4, Svg.Anchor.START, line.name());
    }
}
