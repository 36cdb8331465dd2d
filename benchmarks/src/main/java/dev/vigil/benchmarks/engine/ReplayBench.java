package dev.vigil.benchmarks.engine;

import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.ReplayView;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;

/** How fast a sensor's state is rebuilt from the log, and what events that come meanwhile feel of it. */
public final class ReplayBench {
    private static final String SENSOR = "readings";
    private static final long LOOK_MILLIS = 100;
    private static final double REQUIRED_SHARE = 0.5;
    private static final double MOST_LATENCY = 2;

    private final BenchSettings settings;
    private final int rounds;
    private final PrintStream out;

    /** A run of so many replays of the same log that prints there; the settings' rate is that of what comes meanwhile. */
    public ReplayBench(BenchSettings settings, int rounds, PrintStream out) {
        this.settings = settings;
        this.rounds = rounds;
        this.out = out;
    }

    /** Runs all of it; true if the numbers that are required are met in every replay. */
    public boolean run() throws InterruptedException, ExecutionException, SQLException {
        var alarms = new Alarms();
        try (var postgres = TestPostgres.startDurable();
                var embedded = BenchEngine.start(postgres, settings, alarms, new SimpleMeterRegistry(), Tracing.OFF)) {
            var engine = embedded.engine();
            var load = new Load(engine.publisher(), new Workload(settings.keys(), 1), alarms);
            load.fullSpeed("w", settings.duration().toNanos() / 2);
            double bench = throughput(load);
            out.printf(
                    "%,d events in the log, published at %,.0f events/s; %,d events/s come meanwhile%n",
                    load.accepted(), bench, settings.ratePerSecond());
            var first = replay(engine); // the compiler has seen it before it is measured, as it has seen the bench
            long alone = (long) (first.seconds() * 1e9);
            boolean isMet = true;
            for (int round = 0; round < rounds; round++) {
                load.atRate("l", settings.ratePerSecond(), settings.duration().toNanos() / 4);
                load.drain();
                EngineBench.checkpoint(postgres);
                alarms.takeReleased();
                load.atRate("m", settings.ratePerSecond(), alone); // as long as with a replay
                load.drain();
                EngineBench.checkpoint(postgres);
                isMet &= round(engine, load, alarms, bench);
            }
            out.printf(
                    "%nrequired: a rate of %.2f of that, p99 at most %.0f times: %s%n",
                    REQUIRED_SHARE, MOST_LATENCY, isMet ? "met" : "MISSED");
            return isMet;
        }
    }

    private double throughput(Load load) throws InterruptedException {
        long before = load.accepted();
        long began = System.nanoTime();
        load.fullSpeed("t", settings.duration().toNanos());
        double rate = (load.accepted() - before) / seconds(began);
        load.drain();
        return rate;
    }

    private boolean round(PekkoEngine engine, Load load, Alarms alarms, double bench)
            throws InterruptedException, ExecutionException {
        var alone = alarms.takeReleased();
        var replay = new FutureTask<>(() -> replay(engine));
        Thread.ofVirtual().start(replay);
        load.atRate("r", settings.ratePerSecond(), () -> !replay.isDone());
        load.drain(); // fails where the replay fired
        var meanwhile = alarms.takeReleased();
        var replayed = replay.get();
        double rate = replayed.events() / replayed.seconds();
        double times = (double) meanwhile.getValueAtPercentile(99) / alone.getValueAtPercentile(99);
        out.printf(
                "%nreplay           %,.0f events/s (%,d in %.1f s), %.2f of what it was published at%n",
                rate, replayed.events(), replayed.seconds(), rate / bench);
        print("alarm out before", alone);
        print("meanwhile", meanwhile);
        out.printf("p99 meanwhile    %.2f times%n", times);
        return rate >= REQUIRED_SHARE * bench && times <= MOST_LATENCY;
    }

    private record Replayed(long events, double seconds) {}

    /** Waits for its end. */
    private static Replayed replay(PekkoEngine engine) throws InterruptedException {
        long began = System.nanoTime();
        var start = Answers.of(engine.replay(SENSOR, Optional.empty(), false));
        if (start.outcome() != ReplayStart.Outcome.BEGUN) {
            throw new IllegalStateException("the replay did not begin: " + start.reason());
        }
        var view = Answers.of(engine.replay(SENSOR)).orElseThrow();
        while (view.stage() != ReplayView.Stage.DONE) {
            Thread.sleep(LOOK_MILLIS);
            view = Answers.of(engine.replay(SENSOR)).orElseThrow();
        }
        return new Replayed(view.events(), seconds(began));
    }

    private static double seconds(long beganNanos) {
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    private void print(String what, Histogram nanos) {
        out.printf("%-16s %s%n", what, Latencies.text(nanos));
    }
}
