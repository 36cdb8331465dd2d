package dev.vigil.node.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows in columns as wide as what is in them, numbers to the right. It is shown page by page: the heading once, and columns
 * that only grow.
 */
final class Table {
    private final Screen screen;
    private final List<String> heading;
    private final int[] widths;
    private final List<Row> rows = new ArrayList<>();
    private boolean isHeaded;

    private record Row(List<String> cells, boolean isAlarm) {}

    Table(Screen screen, String... heading) {
        this.screen = screen;
        this.heading = List.of(heading);
        this.widths = new int[heading.length];
        widen(this.heading);
    }

    /** Adds a row; one that somebody should look at is red. */
    void row(boolean isAlarm, String... texts) {
        var cells = List.of(texts).stream().map(Screen::plain).toList();
        widen(cells);
        rows.add(new Row(cells, isAlarm));
    }

    /** Shows the rows since it was last shown. */
    void show() {
        if (!isHeaded) {
            isHeaded = true;
            screen.heading(text(heading));
        }
        for (var row : rows) {
            if (row.isAlarm()) {
                screen.alarm(text(row.cells()));
            } else {
                screen.line(text(row.cells()));
            }
        }
        rows.clear();
    }

    private void widen(List<String> cells) {
        for (var column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], cells.get(column).length());
        }
    }

    private String text(List<String> cells) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            var sign = isOfNumbers(column) ? "" : "-";
            line.append(String.format(Locale.ROOT, "%" + sign + widths[column] + "s  ", cells.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private boolean isOfNumbers(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row.cells().get(column).matches("-?[0-9.]+"));
    }
}
