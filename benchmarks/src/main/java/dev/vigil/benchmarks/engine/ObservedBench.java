package dev.vigil.benchmarks.engine;

import dev.vigil.node.http.CountedPublisher;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

    /**
     * One measurement.
     *
     * @param rate events a second
     * @param processorMicros processor time of an event, here
     * @param serverMicros and in PostgreSQL
     */
    private record Run(double rate, double processorMicros, double serverMicros) {}

    /** Runs all of it; true if what is watched reaches the share that is required of what is not. */
    public boolean run() throws InterruptedException, IOException, SQLException {
        var plain = new ArrayList<Run>();
        var watched = new ArrayList<Run>();
        try (var postgres = TestPostgres.startDurable()) {
            for (int round = 0; round < rounds; round++) {
                // Which of the two comes first changes: the first has the colder caches.
                boolean isPlainFirst = round % 2 == 0;
                measure(postgres, isPlainFirst, plain, watched);
                measure(postgres, !isPlainFirst, plain, watched);
            }
        }
        double ratio = median(watched, Run::rate) / median(plain, Run::rate);
        out.printf(
                "%nmedians: %,.0f events/s unwatched, %,.0f watched: %.1f %% (required: %.0f %%, %s)%n",
                median(plain, Run::rate),
                median(watched, Run::rate),
                ratio * 100,
                REQUIRED * 100,
                ratio >= REQUIRED ? "met" : "MISSED");
        out.printf(
                "processor an event: %.2f µs unwatched, %.2f watched: %.1f %% more%n",
                median(plain, Run::processorMicros),
                median(watched, Run::processorMicros),
                (median(watched, Run::processorMicros) / median(plain, Run::processorMicros) - 1) * 100);
        return ratio >= REQUIRED;
    }

    private void measure(TestPostgres postgres, boolean isPlain, List<Run> plain, List<Run> watched)
            throws InterruptedException, IOException, SQLException {
        try (var watch = isPlain ? Watch.nobody() : Watch.everybody()) {
            var run = run(postgres, watch);
            (isPlain ? plain : watched).add(run);
            out.printf(
                    "%,12.0f events/s, %.2f µs of processor an event, %.2f in PostgreSQL; %s%n",
                    run.rate(), run.processorMicros(), run.serverMicros(), watch.seen());
        }
    }

    private Run run(TestPostgres postgres, Watch watch) throws InterruptedException, SQLException {
        var alarms = new Alarms();
        try (var embedded = BenchEngine.start(postgres, settings, alarms, watch.meters(), watch.tracing())) {
            watch.look(embedded.engine());
            var publisher = new CountedPublisher(embedded.engine().publisher(), watch.meters(), "bench");
            var load = new Load(publisher, new Workload(settings.keys(), 1), alarms);
            load.fullSpeed("w", WARM_UP.toNanos());
            EngineBench.checkpoint(postgres);
            long before = load.accepted();
            var figures = ProcessFigures.now(postgres.pid());
            long began = System.nanoTime();
            load.fullSpeed("t", settings.duration().toNanos());
            double seconds = (System.nanoTime() - began) / 1e9;
            var used = ProcessFigures.now(postgres.pid()).since(figures);
            double events = load.accepted() - before;
            return new Run(events / seconds, used.cpuNanos() / 1e3 / events, used.serverCpuNanos() / 1e3 / events);
        }
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
