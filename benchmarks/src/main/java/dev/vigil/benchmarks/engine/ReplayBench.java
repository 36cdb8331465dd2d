package dev.vigil.benchmarks.engine;

import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.ReplayView;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/** How fast a sensor's state is rebuilt from the log, and what events that come meanwhile feel of it. */
public final class ReplayBench {
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(10);
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
    public boolean run() throws InterruptedException, ExecutionException, TimeoutException {
        var alarms = new Alarms();
        try (var postgres = TestPostgres.startDurable();
                var embedded = EngineBench.start(postgres, settings, alarms, new SimpleMeterRegistry(), Tracing.OFF)) {
            var engine = embedded.engine();
            var load = new Load(engine.publisher(), new Workload(settings.keys(), 1), alarms);
            load.fullSpeed("w", WARM_UP_NANOS);
            double bench = throughput(load);
            out.printf(
                    "%,d events in the log, published at %,.0f events/s; %,d events/s come meanwhile%n",
                    load.accepted(), bench, settings.ratePerSecond());
            boolean isMet = true;
            for (int round = 0; round < rounds; round++) {
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
            throws InterruptedException, ExecutionException, TimeoutException {
        load.atRate("l", settings.ratePerSecond(), settings.duration().toNanos() / 4);
        load.drain();
        alarms.takeReleased();
        load.atRate("m", settings.ratePerSecond(), settings.duration().toNanos());
        load.drain();
        var alone = alarms.takeReleased();
        var replay = new AtomicReference<Replayed>();
        var watch = Thread.ofVirtual().start(() -> replay.set(replay(engine)));
        load.atRate("r", settings.ratePerSecond(), watch::isAlive);
        load.drain(); // fails where the replay fired
        var meanwhile = alarms.takeReleased();
        double rate = replay.get().events() / replay.get().seconds();
        double times = (double) meanwhile.getValueAtPercentile(99) / alone.getValueAtPercentile(99);
        out.printf(
                "%nreplay           %,.0f events/s (%,d in %.1f s), %.2f of what it was published at%n",
                rate, replay.get().events(), replay.get().seconds(), rate / bench);
        print("alarm out before", alone);
        print("meanwhile", meanwhile);
        out.printf("p99 meanwhile    %.2f times%n", times);
        return rate >= REQUIRED_SHARE * bench && times <= MOST_LATENCY;
    }

    private record Replayed(long events, double seconds) {}

    /** Waits for its end. */
    private static Replayed replay(PekkoEngine engine) {
        long began = System.nanoTime();
        try {
            var start = get(engine.replay("readings", Optional.empty(), false));
            if (start.outcome() != ReplayStart.Outcome.BEGUN) {
                throw new IllegalStateException("the replay did not begin: " + start.reason());
            }
            var view = get(engine.replay("readings")).orElseThrow();
            while (view.stage() != ReplayView.Stage.DONE) {
                Thread.sleep(LOOK_MILLIS);
                view = get(engine.replay("readings")).orElseThrow();
            }
            return new Replayed(view.events(), seconds(began));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the replay could not be followed", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T get(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static double seconds(long beganNanos) {
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    private void print(String what, Histogram nanos) {
        out.printf(
                "%-16s p50 %.1f ms, p99 %.1f ms, max %.1f ms (%,d)%n",
                what,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6,
                nanos.getTotalCount());
    }
}
