package dev.vigil.benchmarks.report;

import java.util.Locale;

/**
 * A drawing as SVG, of lines, boxes, dots and text. It is white underneath, so that it can be read where a page is dark, and
 * names fonts that every system has.
 */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    /** Where a text stands to its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    Svg(int width, int height, String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(width + " " + height)
                .append("\" width=\"" + width + "\" height=\"" + height)
                .append("\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>")
                .append(escaped(title))
                .append("</title>\n");
        box(0, 0, width, height, "#ffffff");
    }

    void line(double fromX, double fromY, double toX, double toY, String colour, double width) {
        out.append("<line")
                .append(attribute("x1", fromX))
                .append(attribute("y1", fromY))
                .append(attribute("x2", toX))
                .append(attribute("y2", toY))
                .append(attribute("stroke-width", width))
                .append(attribute("stroke", colour))
                .append("/>\n");
    }

    void box(double x, double y, double width, double height, String colour) {
        out.append("<rect")
                .append(attribute("x", x))
                .append(attribute("y", y))
                .append(attribute("width", Math.max(0, width)))
                .append(attribute("height", height))
                .append(attribute("fill", colour))
                .append("/>\n");
    }

    void dot(double x, double y, String colour) {
        out.append("<circle")
                .append(attribute("cx", x))
                .append(attribute("cy", y))
                .append(attribute("r", 3.5))
                .append(attribute("fill", colour))
                .append("/>\n");
    }

    void text(double x, double y, Anchor anchor, String text) {
        write(attribute("x", x) + attribute("y", y), anchor, text);
    }

    /** A text that is read from below. */
    void upright(double x, double y, String text) {
        write(
                attribute("transform", "translate(" + number(x) + " " + number(y) + ") rotate(-90)"),
                Anchor.MIDDLE,
                text);
    }

    void heading(double x, double y, String text) {
        write(
                attribute("x", x) + attribute("y", y) + attribute("font-size", "15") + attribute("font-weight", "bold"),
                Anchor.START,
                text);
    }

    private void write(String attributes, Anchor anchor, String text) {
        out.append("<text")
                .append(attributes)
                .append(attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT)))
                .append(attribute("fill", "#24292f"))
                .append('>')
                .append(escaped(text))
                .append("</text>\n");
    }

    private static String attribute(String name, double value) {
        return attribute(name, number(value));
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + value + "\"";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }
}
