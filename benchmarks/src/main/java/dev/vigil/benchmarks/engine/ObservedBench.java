package dev.vigil.benchmarks.engine;

import dev.vigil.node.http.CountedPublisher;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What it costs to watch an engine: its throughput unwatched and watched, in turn on one PostgreSQL, since a machine drifts. */
public final class ObservedBench {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final double REQUIRED = 0.95;

    private final BenchSettings settings;
    private final int rounds;
    private final PrintStream out;

    /** A run of so many rounds that prints there. */
    public ObservedBench(BenchSettings settings, int rounds, PrintStream out) {
        this.settings = settings;
        this.rounds = rounds;
        this.out = out;
    }

    /** Runs all of it; true if what is watched reaches the share that is required of what is not. */
    public boolean run() throws InterruptedException, IOException {
        var plain = new ArrayList<Double>();
        var watched = new ArrayList<Double>();
        try (var postgres = TestPostgres.startDurable()) {
            for (int round = 0; round < rounds; round++) {
                // Which of the two comes first changes: the first has the colder caches.
                boolean isPlainFirst = round % 2 == 0;
                measure(postgres, isPlainFirst, plain, watched);
                measure(postgres, !isPlainFirst, plain, watched);
            }
        }
        double ratio = median(watched) / median(plain);
        out.printf(
                "%nmedians: %,.0f events/s unwatched, %,.0f watched: %.1f %% (required: %.0f %%, %s)%n",
                median(plain), median(watched), ratio * 100, REQUIRED * 100, ratio >= REQUIRED ? "met" : "MISSED");
        return ratio >= REQUIRED;
    }

    private void measure(TestPostgres postgres, boolean isPlain, List<Double> plain, List<Double> watched)
            throws InterruptedException, IOException {
        try (var watch = isPlain ? Watch.nobody() : Watch.everybody()) {
            double rate = rate(postgres, watch);
            (isPlain ? plain : watched).add(rate);
            out.printf("%,12.0f events/s  %s%n", rate, watch.seen());
        }
    }

    private double rate(TestPostgres postgres, Watch watch) throws InterruptedException {
        var alarms = new Alarms();
        try (var embedded = BenchEngine.start(postgres, settings, alarms, watch.meters(), watch.tracing())) {
            watch.look(embedded.engine());
            var publisher = new CountedPublisher(embedded.engine().publisher(), watch.meters(), "bench");
            var load = new Load(publisher, new Workload(settings.keys(), 1), alarms);
            load.fullSpeed("w", WARM_UP.toNanos());
            long before = load.accepted();
            long began = System.nanoTime();
            load.fullSpeed("t", settings.duration().toNanos());
            return (load.accepted() - before) / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
