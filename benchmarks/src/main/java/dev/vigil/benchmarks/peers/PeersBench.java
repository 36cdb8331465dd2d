package dev.vigil.benchmarks.peers;

import dev.vigil.benchmarks.report.About;
import dev.vigil.benchmarks.report.Comparison;
import dev.vigil.benchmarks.report.PeerRun;
import dev.vigil.benchmarks.report.PerformancePage;
import dev.vigil.benchmarks.report.Spread;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs peers in turn, round by round, and writes the page after each run, so that what was measured is not lost. */
public final class PeersBench {
    private final Plan plan;
    private final PrintStream out;

    /**
     * What is to be measured.
     *
     * @param peers their names, the one that others are compared with first
     * @param rounds how often each is measured
     * @param keys how many keys
     * @param partitions slots, partitions or writers of each
     * @param seed of the workload's values
     * @param warmUp how long each is warmed up
     * @param duration of each measurement
     * @param shares parts of each one's maximum at which latency is measured, in percent
     * @param rates at which all are measured
     * @param folder where the page goes
     */
    public record Plan(
            List<String> peers,
            int rounds,
            int keys,
            int partitions,
            long seed,
            Duration warmUp,
            Duration duration,
            List<Integer> shares,
            List<Integer> rates,
            Path folder) {
        /** A copy. */
        public Plan {
            peers = List.copyOf(peers);
            shares = List.copyOf(shares);
            rates = List.copyOf(rates);
        }

        private Map<String, String> settings() {
            var settings = new LinkedHashMap<String, String>();
            settings.put("keys", Integer.toString(keys));
            settings.put("partitions", Integer.toString(partitions));
            settings.put("rounds", Integer.toString(rounds));
            settings.put("warm-up", warmUp.toSeconds() + " s, told apart");
            settings.put("length of each measurement", duration.toSeconds() + " s, longer where alarms are few");
            return settings;
        }

        /** The load alone has no latency that anybody could want to know. */
        private PeerTask task(String peer, int round) {
            boolean isLoad = peer.equals(PeerKind.LOAD_ALONE.title());
            return new PeerTask(
                    peer,
                    round,
                    keys,
                    partitions,
                    seed,
                    (int) warmUp.toSeconds(),
                    (int) duration.toSeconds(),
                    isLoad ? List.of() : shares,
                    isLoad ? List.of() : rates);
        }
    }

    /** A run of that plan that tells its progress there. */
    public PeersBench(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** The names of all peers there are. */
    public static List<String> names() {
        return Stream.of(PeerKind.values()).map(PeerKind::title).toList();
    }

    /** Runs all of it; what it came to. */
    public Comparison run() throws IOException, InterruptedException {
        var comparison = new Comparison(about(), List.of(), List.of(), List.of());
        try (var launcher = new PeerLauncher()) {
            for (int round = 0; round < plan.rounds(); round++) {
                for (var peer : inTurn(round)) {
                    comparison = measured(comparison, launcher, plan.task(peer, round));
                    PerformancePage.write(plan.folder(), comparison);
                }
            }
        }
        return comparison;
    }

    private Comparison measured(Comparison before, PeerLauncher launcher, PeerTask task)
            throws IOException, InterruptedException {
        out.printf("%nround %d of %d: %s%n", task.round() + 1, plan.rounds(), task.peer());
        try {
            var told = launcher.run(task);
            return before.with(told.card(), told.run());
        } catch (IllegalStateException e) {
            out.println(task.peer() + " came to nothing: " + e.getMessage());
            return before.with(task.peer() + " in round " + (task.round() + 1) + ": " + e.getMessage());
        }
    }

    /** Each round begins with the next of them: none has the colder machine, or the fuller disk, every time. */
    private List<String> inTurn(int round) {
        var turned = new ArrayList<>(plan.peers());
        Collections.rotate(turned, -round);
        return turned;
    }

    private About about() {
        return About.now(plan.seed(), plan.settings(), plan.folder());
    }

    /** A line for each peer that was measured. */
    public static String summary(Comparison comparison) {
        return comparison.peers().stream()
                .map(peer -> line(comparison, peer.name()))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Comparison comparison, String peer) {
        Function<PeerRun, Optional<Double>> rate =
                run -> Optional.of(run.throughput().perSecond());
        var first = comparison.peers().getFirst().name();
        return "%-24s %,12.0f events/s; %s makes %.2f times as many"
                .formatted(
                        peer,
                        comparison.of(peer, rate).orElseThrow().median(),
                        first,
                        comparison.ratio(first, peer, rate).map(Spread::median).orElse(Double.NaN));
    }
}
