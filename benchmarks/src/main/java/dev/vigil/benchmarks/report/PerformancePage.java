package dev.vigil.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The page of a comparison: what was measured, on what, and how the first of the peers does beside the others. */
public final class PerformancePage {
    private static final String FOLDER = "performance";
    private static final String FILE = "peers.json";
    private static final String NONE = "–";

    private static final String HEAD = """
            # Performance

            Written by `./vigil bench peers` from [peers.json](performance/peers.json), which has more than is shown here.

            All peers do the same work: events of 200 bytes of JSON with an id and a key are taken from a publisher, kept, parsed,
            and handled by key; each changes its key's state (count, sum, highest, last); one in a hundred is an alarm, which comes
            out once it cannot be taken back. Each run has processes and an empty disk of its own, is warmed up first, and counts
            for nothing unless all events changed their states once and all alarms came out once. Peers take turns, so that a
            machine that drifts does so for all; a ratio is made within a round. Figures are the median over rounds, with the
            least and the most in brackets.

            """;

    private final Comparison comparison;
    private final Growth growth;
    private final String first;

    private PerformancePage(Comparison comparison, Growth growth) {
        this.comparison = comparison;
        this.growth = growth;
        this.first = comparison.peers().stream().map(PeerCard::name).findFirst().orElse("");
    }

    /** Writes the page, its charts and the figures into that folder. Blocks. */
    public static void write(Path folder, Comparison comparison) throws IOException {
        var files = Files.createDirectories(files(folder));
        ComparisonFile.write(files.resolve(FILE), comparison);
        for (var chart : new PerformanceCharts(comparison).files().entrySet()) {
            Files.writeString(files.resolve(chart.getKey()), chart.getValue());
        }
        write(folder);
    }

    /** Writes the page of the figures that are in that folder. Blocks. */
    static void write(Path folder) throws IOException {
        var peers = files(folder).resolve(FILE);
        var growth = GrowthPage.read(folder);
        Files.writeString(
                folder.resolve("performance.md"),
                Files.exists(peers)
                        ? text(ComparisonFile.read(peers, Comparison.class), growth)
                        : "# Performance\n\n" + GrowthPage.text(growth));
    }

    /** Where the page's charts and figures are. */
    static Path files(Path folder) {
        return folder.resolve(FOLDER);
    }

    /** The page. */
    static String text(Comparison comparison, Growth growth) {
        return new PerformancePage(comparison, growth).text();
    }

    private String text() {
        return HEAD + about() + throughput() + latency() + costs() + GrowthPage.text(growth) + peers() + failures();
    }

    private String about() {
        var about = comparison.about();
        var machine = about.machine();
        var table = new Table(List.of("", ""))
                .row(List.of("begun", about.begun() + " UTC"))
                .row(List.of("commit", about.commit()))
                .row(List.of(
                        "machine",
                        "%d cores (%s), %d GiB, %s, %s"
                                .formatted(
                                        machine.cores(),
                                        machine.processor(),
                                        machine.memoryGib(),
                                        machine.disk(),
                                        machine.system())))
                .row(List.of("Java", machine.java()))
                .row(List.of("seed", Long.toString(about.seed())));
        about.settings().forEach((name, value) -> table.row(List.of(name, value)));
        return table + "\nThe load, the peer and its server share the machine.\n\n";
    }

    private String throughput() {
        var table = new Table(
                List.of("", "events/s", first + " ÷ this", "acknowledged, p50 / p99 ms", "alarm out, p50 / p99 ms"));
        for (var peer : comparison.peers()) {
            Function<PeerRun, Optional<Double>> rate =
                    run -> Optional.of(run.throughput().perSecond());
            table.row(List.of(
                    peer.name(),
                    figure(comparison.of(peer.name(), rate)),
                    ratio(peer.name(), rate),
                    both(peer.name(), run -> Optional.of(run.throughput().acknowledged())),
                    both(peer.name(), run -> Optional.of(run.throughput().alarmOut()))));
        }
        return "## Throughput\n\nAs much is published as is taken; the time ends with the last alarm out.\n\n"
                + image("Each one's maximum", PerformanceCharts.THROUGHPUT)
                + table
                + "\n";
    }

    private String latency() {
        return "## Latency\n\nFrom the time at which an event was due to be published to its alarm out, open loop, p50 / p99 in"
                + " milliseconds.\n\n### At parts of each one's own maximum\n\n"
                + image("p50 by share", PerformanceCharts.P50_BY_SHARE)
                + image("p99 by share", PerformanceCharts.P99_BY_SHARE)
                + latencies(comparison.shares(), " %", (run, share) -> run.atShare(share))
                + "\n### At the same rates\n\nWhat is above nine tenths of a peer's maximum is not measured.\n\n"
                + image("p50 by rate", PerformanceCharts.P50_BY_RATE)
                + image("p99 by rate", PerformanceCharts.P99_BY_RATE)
                + latencies(comparison.absolutes(), "/s", (run, rate) -> run.atAbsolute(rate))
                + "\nTheir p50 ÷ that of " + first + ", at the same rates:\n\n"
                + latencyRatios()
                + "\n";
    }

    /** Finds a measurement at a rate. */
    private interface At {
        Optional<AtRate> find(PeerRun run, int rate);
    }

    private Table latencies(List<Integer> rates, String unit, At at) {
        var table = new Table(heads(rates, unit));
        for (var peer : comparison.peers()) {
            table.row(cells(
                    peer.name(),
                    rates.stream()
                            .map(rate ->
                                    both(peer.name(), run -> at.find(run, rate).map(AtRate::alarmOut)))));
        }
        return table;
    }

    private Table latencyRatios() {
        var rates = comparison.absolutes();
        var table = new Table(heads(rates, "/s"));
        for (var peer : comparison.peers()) {
            table.row(cells(
                    peer.name(),
                    rates.stream()
                            .map(rate -> figure(comparison.ratio(
                                    peer.name(),
                                    first,
                                    run -> run.atAbsolute(rate)
                                            .map(at -> at.alarmOut().p50()))))));
        }
        return table;
    }

    private static List<String> heads(List<Integer> rates, String unit) {
        return cells("", rates.stream().map(rate -> "%,d".formatted(rate) + unit));
    }

    private static List<String> cells(String name, Stream<String> others) {
        return Stream.concat(Stream.of(name), others).toList();
    }

    private String costs() {
        var table = new Table(List.of(
                "",
                "processor, µs",
                "of that its server's",
                "allocated, bytes",
                "collecting garbage, % of the time",
                "written, bytes",
                "events a flush of the disk"));
        for (var peer : comparison.peers()) {
            table.row(List.of(
                    peer.name(),
                    cost(peer, Cost::wholeCpuMicros),
                    cost(peer, Cost::serverCpuMicros),
                    cost(peer, Cost::allocatedBytes),
                    cost(peer, Cost::collectionPercent),
                    cost(peer, Cost::writtenBytes),
                    eventsAFlush(peer)));
        }
        return "## What an event costs\n\nAt each one's maximum, the load's own part included, which `load-alone` shows."
                + " Allocations are those of the process with the load and, where the peer is one, its library; bytes written and"
                + " flushes are those of the whole machine's disks, with what a checkpoint of PostgreSQL and a sync write at the"
                + " end.\n\n"
                + image("Processor time an event", PerformanceCharts.CPU)
                + image("Written to the disk an event", PerformanceCharts.WRITTEN)
                + table
                + "\n";
    }

    private String cost(PeerCard peer, Function<Cost, Double> part) {
        return figure(comparison.of(
                peer.name(), run -> Optional.of(part.apply(run.throughput().cost()))));
    }

    private String eventsAFlush(PeerCard peer) {
        return figure(comparison.of(
                peer.name(),
                run -> Optional.of(run.throughput().cost().diskFlushes())
                        .filter(flushes -> flushes > 0)
                        .map(flushes -> 1 / flushes)));
    }

    private String peers() {
        var table = new Table(List.of("", "what it is", "what it promises"));
        comparison.peers().forEach(peer -> table.row(List.of(peer.name(), peer.what(), peer.guarantee())));
        var text = new StringBuilder("## Who they are\n\n").append(table).append('\n');
        for (var peer : comparison.peers()) {
            text.append("### ").append(peer.name()).append("\n\n```properties\n");
            peer.settings()
                    .forEach((name, value) ->
                            text.append(name).append(" = ").append(value).append('\n'));
            text.append("```\n\n");
        }
        return text.toString();
    }

    private String failures() {
        if (comparison.failures().isEmpty()) {
            return "";
        }
        return "## Runs that came to nothing\n\n"
                + comparison.failures().stream()
                        .map(failure -> "- " + failure + "\n")
                        .reduce("", String::concat);
    }

    private String ratio(String peer, Function<PeerRun, Optional<Double>> figure) {
        return figure(comparison.ratio(first, peer, figure));
    }

    private String both(String peer, Function<PeerRun, Optional<Quantiles>> of) {
        var p50 = comparison.of(peer, run -> of.apply(run).map(Quantiles::p50));
        var p99 = comparison.of(peer, run -> of.apply(run).map(Quantiles::p99));
        return p50.isEmpty() ? NONE : figure(p50) + " / " + figure(p99);
    }

    private static String figure(Optional<Spread> spread) {
        return spread.map(Figures::spread).orElse(NONE);
    }

    static String image(String what, String file) {
        return "![" + what + "](" + FOLDER + "/" + file + ")\n\n";
    }
}
