package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of a page in Markdown. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> heads) {
        rows.add(heads);
        rows.add(heads.stream().map(head -> "---").toList());
    }

    Table row(List<String> cells) {
        rows.add(cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .toList());
        return this;
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
