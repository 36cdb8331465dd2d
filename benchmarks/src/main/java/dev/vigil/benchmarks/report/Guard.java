package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds what is measured now against what was measured of the last release. Figures of two days or two machines say nothing of
 * each other; how they stand to those of a yardstick, measured in turn with them, does.
 *
 * @param peer who is guarded
 * @param yardstick who did the same work both times
 */
public record Guard(String peer, String yardstick) {
    /** From how much on a figure has become worse. */
    public static final double WORSE = 0.10;

    /**
     * A figure, as how many times the yardstick's it is.
     *
     * @param figure which
     * @param released of the release
     * @param now of what is guarded
     * @param change by which share it is worse; below nought where it is better
     */
    public record Finding(String figure, Spread released, Spread now, double change) {
        /** Whether it is worse by more than is let pass. */
        public boolean isWorse() {
            return change > WORSE;
        }

        /** Whether no round then was as bad as the best one is now, or the other way around; else it may be chance. */
        public boolean isClear() {
            return now.least() > released.most() || now.most() < released.least();
        }
    }

    /** Something that is measured. */
    private record Figure(String name, boolean isBetterHigh, Function<PeerRun, Optional<Double>> of) {}

    /** All figures that both have. */
    public List<Finding> findings(Comparison released, Comparison now) {
        var findings = new ArrayList<Finding>();
        for (var figure : figures(released)) {
            var before = released.ratio(peer, yardstick, figure.of());
            var after = now.ratio(peer, yardstick, figure.of());
            if (before.isPresent() && after.isPresent()) {
                findings.add(finding(figure, before.get(), after.get()));
            }
        }
        return findings;
    }

    private static Finding finding(Figure figure, Spread released, Spread now) {
        double times = now.median() / released.median();
        return new Finding(figure.name(), released, now, figure.isBetterHigh() ? 1 / times - 1 : times - 1);
    }

    private static List<Figure> figures(Comparison released) {
        var figures = new ArrayList<Figure>();
        figures.add(
                new Figure("events/s", true, run -> Optional.of(run.throughput().perSecond())));
        figures.add(cost("processor time an event", Cost::wholeCpuMicros));
        figures.add(cost("bytes allocated an event", Cost::allocatedBytes));
        figures.add(cost("bytes written an event", Cost::writtenBytes));
        for (int rate : released.absolutes()) {
            var at = " of alarms at " + Figures.exact(rate) + "/s";
            figures.add(new Figure("p50" + at, false, run -> out(run, rate).map(Quantiles::p50)));
            figures.add(new Figure("p99" + at, false, run -> out(run, rate).map(Quantiles::p99)));
        }
        return figures;
    }

    private static Figure cost(String name, Function<Cost, Double> part) {
        return new Figure(
                name, false, run -> Optional.of(part.apply(run.throughput().cost())));
    }

    private static Optional<Quantiles> out(PeerRun run, int rate) {
        return run.atAbsolute(rate).map(AtRate::alarmOut);
    }

    /** The findings for a reader, a line each. */
    public static String text(List<Finding> findings) {
        var lines = new StringBuilder();
        for (var finding : findings) {
            lines.append("%-32s %8s then, %8s now: %s%n"
                    .formatted(
                            finding.figure(),
                            Figures.exact(finding.released().median()),
                            Figures.exact(finding.now().median()),
                            verdict(finding)));
        }
        return lines.toString();
    }

    private static String verdict(Finding finding) {
        var change =
                "%.0f %% %s".formatted(Math.abs(finding.change()) * 100, finding.change() > 0 ? "worse" : "better");
        if (!finding.isWorse()) {
            return change;
        }
        return finding.isClear() ? change + ": WORSE" : change + ", but within what rounds differ by";
    }
}
