package dev.vigil.benchmarks.report;

import java.util.List;

/** Colours that people who see colours differently can tell apart, as Okabe and Ito chose them; none of them pale. */
final class Colours {
    private static final List<String> ALL = List.of(
            "#d55e00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#000000", "#8c564b", "#7f7f7f",
            "#6a3d9a");

    static final String GRID = "#d8dee4";
    static final String FRAME = "#57606a";

    private Colours() {}

    static String of(int number) {
        return ALL.get(number % ALL.size());
    }
}
