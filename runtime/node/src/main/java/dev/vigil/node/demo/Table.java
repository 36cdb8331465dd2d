package dev.vigil.node.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in columns as wide as what is in them; numbers to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            var sign = isOfNumbers(column) ? "" : "-";
            line.append(String.format(Locale.ROOT, "  %" + sign + width(column) + "s", row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    private boolean isOfNumbers(int column) {
        return rows.size() > 1
                && rows.stream().skip(1).allMatch(row -> row.get(column).matches("-?[0-9]+"));
    }
}
