package dev.vigil.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The charts of a comparison, by the names of their files. */
final class PerformanceCharts {
    static final String THROUGHPUT = "throughput.svg";
    static final String CPU = "processor.svg";
    static final String WRITTEN = "written.svg";
    static final String P50_BY_SHARE = "p50-by-share.svg";
    static final String P99_BY_SHARE = "p99-by-share.svg";
    static final String P50_BY_RATE = "p50-by-rate.svg";
    static final String P99_BY_RATE = "p99-by-rate.svg";

    private static final String MILLIS = "milliseconds from publish to alarm out";

    private final Comparison comparison;

    PerformanceCharts(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Name and content. */
    Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put(
                THROUGHPUT,
                bars(
                        "Each one's maximum",
                        "events/s",
                        List.of("events/s"),
                        List.of(run -> run.throughput().perSecond())));
        files.put(
                CPU,
                bars(
                        "Processor time an event",
                        "microseconds",
                        List.of("this process", "its server's"),
                        List.of(
                                run -> run.throughput().cost().cpuMicros(),
                                run -> run.throughput().cost().serverCpuMicros())));
        files.put(
                WRITTEN,
                bars(
                        "Written to the disk an event",
                        "bytes",
                        List.of("bytes"),
                        List.of(run -> run.throughput().cost().writtenBytes())));
        files.put(P50_BY_SHARE, byShare("Half of the alarms", Quantiles::p50));
        files.put(P99_BY_SHARE, byShare("99 alarms in a hundred", Quantiles::p99));
        files.put(P50_BY_RATE, byRate("Half of the alarms", Quantiles::p50));
        files.put(P99_BY_RATE, byRate("99 alarms in a hundred", Quantiles::p99));
        return files;
    }

    private String bars(String title, String unit, List<String> names, List<Function<PeerRun, Double>> parts) {
        var bars = new ArrayList<BarChart.Bar>();
        for (var peer : comparison.peers()) {
            var sum = comparison.of(
                    peer.name(),
                    run -> Optional.of(
                            parts.stream().mapToDouble(part -> part.apply(run)).sum()));
            sum.ifPresent(spread -> bars.add(new BarChart.Bar(
                    peer.name(),
                    parts.stream().map(part -> median(peer.name(), part)).toList(),
                    spread)));
        }
        return new BarChart(title, unit, names, bars).svg();
    }

    private double median(String peer, Function<PeerRun, Double> part) {
        return comparison
                .of(peer, run -> Optional.of(part.apply(run)))
                .map(Spread::median)
                .orElse(0.0);
    }

    private String byShare(String who, Function<Quantiles, Double> quantile) {
        var lines = lines(comparison.shares(), PeerRun::atShare, quantile);
        return new LineChart(who + ", at parts of each one's own maximum", "% of its own maximum", MILLIS, false, lines)
                .svg();
    }

    private String byRate(String who, Function<Quantiles, Double> quantile) {
        var lines = lines(comparison.absolutes(), PeerRun::atAbsolute, quantile);
        return new LineChart(who + ", at the same rates", "events/s", MILLIS, true, lines).svg();
    }

    private List<LineChart.Line> lines(
            List<Integer> rates,
            BiFunction<PeerRun, Integer, Optional<AtRate>> at,
            Function<Quantiles, Double> quantile) {
        return comparison.peers().stream()
                .map(peer -> new LineChart.Line(
                        peer.name(),
                        rates.stream()
                                .flatMap(rate -> point(
                                        peer.name(),
                                        rate,
                                        run -> at.apply(run, rate)
                                                .map(AtRate::alarmOut)
                                                .map(quantile))
                                        .stream())
                                .toList()))
                .toList();
    }

    private Optional<LineChart.Point> point(String peer, int rate, Function<PeerRun, Optional<Double>> figure) {
        return comparison.of(peer, figure).map(spread -> new LineChart.Point(rate, spread));
    }
}
