package dev.vigil.benchmarks.growth;

import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.Load;
import dev.vigil.benchmarks.engine.ProcessFigures;
import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.benchmarks.report.Quantiles;
import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures one point on a database of its own, which is gone after it. For one thread. */
final class PointRun {
    private static final int CONNECTIONS = 8;
    private static final long SEED = 1;

    private final TestPostgres postgres;
    private final Duration warmUp;
    private final Duration duration;

    PointRun(TestPostgres postgres, Duration warmUp, Duration duration) {
        this.postgres = postgres;
        this.warmUp = warmUp;
        this.duration = duration;
    }

    /** What was measured, by name; the throughput first. */
    Map<String, Double> figures(Point point) throws InterruptedException {
        System.gc(); // what those before it have left is not this one's
        var url = postgres.newDatabase();
        var journal = new EngineSettings.Journal(url, postgres.user(), postgres.password(), CONNECTIONS);
        var alarms = point.nodes() == 0 ? new Alarms() : Alarms.ofMovingSlots();
        try (var deployment = Deployment.start(EngineSettings.of(journal).withSlots(point.slots()), point, alarms)) {
            var workload = new Workload(point.keys(), point.dataBytes(), SEED);
            var load = new Load(deployment.publisher(), workload, alarms, point.underWay());
            load.eachKey("k", 0, point.keys());
            load.fill("b", point.backlog());
            load.fullSpeed("w", warmUp.toNanos());
            load.drain();
            var figures = new LinkedHashMap<String, Double>();
            throughput(load, point, figures);
            latency(load, point, figures);
            if (load.refused() > 0) {
                throw new IllegalStateException(load.refused() + " events were refused");
            }
            return figures;
        } finally {
            postgres.dropDatabase(url);
        }
    }

    private void throughput(Load load, Point point, Map<String, Double> figures) throws InterruptedException {
        long accepted = load.accepted();
        var before = ProcessFigures.now(postgres.pid());
        long began = System.nanoTime();
        load.fullSpeed("t", duration.toNanos());
        load.drain();
        double seconds = (System.nanoTime() - began) / 1e9;
        var used = ProcessFigures.now(postgres.pid()).since(before);
        long events = load.accepted() - accepted;
        figures.put("events/s", events / seconds);
        if (point.weighedBytes() > 0) {
            figures.put("MB/s", events / seconds * point.weighedBytes() / 1e6);
        }
        figures.put("processor, µs an event", (used.cpuNanos() + used.serverCpuNanos()) / 1e3 / events);
        figures.put("allocated, bytes an event", (double) used.allocatedBytes() / events);
        figures.put("collecting garbage, %", used.collectionMillis() / seconds / 10);
    }

    private void latency(Load load, Point point, Map<String, Double> figures) throws InterruptedException {
        load.atRate("l", point.ratePerSecond(), duration.toNanos() / 4);
        load.drain();
        load.takeAcknowledged();
        load.atRate("m", point.ratePerSecond(), duration.toNanos() / 2);
        load.drain();
        var acknowledged = Quantiles.of(load.takeAcknowledged());
        figures.put("p50 at %,d/s, ms".formatted(point.ratePerSecond()), acknowledged.p50());
        figures.put("p99, ms", acknowledged.p99());
    }
}
