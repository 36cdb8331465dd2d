package dev.vigil.benchmarks.report;

import java.util.Locale;

/** Figures for people: as many digits as mean something. */
final class Figures {
    private static final int THOUSAND = 1000;

    private Figures() {}

    /** With three digits or more: {@code 0.0123}, {@code 4.56}, {@code 78.9}, {@code 12,345}. */
    static String exact(double value) {
        double size = Math.abs(value);
        if (size >= 100 || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int digits = (int) Math.min(6, 2 - Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** The median, and in brackets the least and the most where they differ. */
    static String spread(Spread spread) {
        var median = exact(spread.median());
        return spread.least() < spread.most()
                ? median + " (" + exact(spread.least()) + "–" + exact(spread.most()) + ")"
                : median;
    }

    /** Short, for an axis: {@code 0.1}, {@code 20}, {@code 5 k}, {@code 1 M}. */
    static String brief(double value) {
        if (value >= THOUSAND * THOUSAND) {
            return trimmed(value / (THOUSAND * THOUSAND)) + " M";
        }
        return value >= THOUSAND ? trimmed(value / THOUSAND) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        var text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
