package dev.vigil.benchmarks.growth;

import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.BenchEngine;
import dev.vigil.benchmarks.engine.Load;
import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.benchmarks.report.About;
import dev.vigil.benchmarks.report.Curve;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.cluster.EmbeddedEngine;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an idle instance takes of the heap. Of a whole engine the heap in use is looked at after full collections, before and
 * after so many instances more; by what it has grown, divided by their number, is what one takes. The engine has had as many
 * events before as its dedupe windows remember, so that those do not grow meanwhile.
 */
public final class MemoryBench {
    /** What the chart shows, and what a bound is given for. */
    public static final String BEYOND_STATE = "bytes beyond its state";

    private static final int SLOTS = 8;
    private static final int REMEMBERED = 10_000;
    private static final int FIRST_KEYS = 1_000;
    private static final long FIRST_EVENTS = 8L * SLOTS * REMEMBERED;

    private final List<Integer> instances;
    private final int passes;
    private final Path page;
    private final PrintStream out;
    private final StateCodec<Readings.State> codec = new StateCodec<>(new Readings("alarm"));

    /**
     * Measures these numbers of instances, ascending, so often, and tells its progress there.
     *
     * @param page where the page is
     */
    public MemoryBench(List<Integer> instances, int passes, Path page, PrintStream out) {
        this.instances = List.copyOf(instances);
        this.passes = passes;
        this.page = page;
        this.out = out;
    }

    /** Runs all of it. */
    public Curve run() throws InterruptedException {
        var curve = new Curve(
                "memory",
                "Heap of an idle instance",
                "instances",
                true,
                Curve.Line.LEVEL,
                0,
                About.now(1, Map.of("slots", Integer.toString(SLOTS)), page),
                List.of());
        try (var postgres = TestPostgres.start()) {
            for (int pass = 0; pass < passes; pass++) {
                curve = measured(curve, postgres, pass);
            }
        }
        return curve;
    }

    private Curve measured(Curve before, TestPostgres postgres, int pass) throws InterruptedException {
        var curve = before;
        var alarms = new Alarms();
        var workload = new Workload(FIRST_KEYS + instances.getLast(), 1);
        try (var embedded = start(postgres, alarms)) {
            var load = new Load(embedded.engine().publisher(), workload, alarms);
            for (long left = FIRST_EVENTS; left > 0; left -= FIRST_KEYS) {
                load.eachKey("f", 0, FIRST_KEYS);
            }
            load.drain();
            long empty = Heap.usedBytes();
            int there = FIRST_KEYS;
            for (int count : instances) {
                load.eachKey("m", there, FIRST_KEYS + count);
                load.drain();
                there = FIRST_KEYS + count;
                check(embedded, there);
                curve = curve.with(sample(pass, count, Heap.usedBytes() - empty, workload));
            }
        }
        return curve;
    }

    private Curve.Sample sample(int pass, int count, long grownBytes, Workload workload) {
        double each = (double) grownBytes / count;
        double state = stateBytes(workload, count);
        var figures = new LinkedHashMap<String, Double>();
        figures.put(BEYOND_STATE, each - state);
        figures.put("of them its key's characters", (double)
                workload.key(FIRST_KEYS).length());
        figures.put("bytes of its state as CBOR", state);
        figures.put("all of it", each);
        out.printf("%,12d instances: %.1f bytes each, of which its state has %.1f%n", count, each, state);
        return new Curve.Sample(count, pass, figures);
    }

    /** What states have on average that one event has made. */
    private double stateBytes(Workload workload, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            long value = workload.event("s", FIRST_KEYS + i, FIRST_KEYS + i)
                    .data(Readings.Reading.class)
                    .value();
            bytes += codec.encode(new Readings.State(1, value, value, value)).length;
        }
        return (double) bytes / count;
    }

    private static void check(EmbeddedEngine embedded, int expected) throws InterruptedException {
        long found = Views.instances(embedded.engine());
        if (found != expected) {
            throw new IllegalStateException("there are " + found + " instances, not " + expected);
        }
    }

    /** With small dedupe windows, which the first events fill. */
    private static EmbeddedEngine start(TestPostgres postgres, Alarms alarms) throws InterruptedException {
        var journal = new EngineSettings.Journal(postgres.newDatabase(), postgres.user(), postgres.password(), SLOTS);
        var usual = EngineSettings.of(journal);
        var settings = new EngineSettings(
                SLOTS,
                journal,
                usual.retention(),
                new EngineSettings.Dedupe(REMEMBERED, Duration.ofHours(1)),
                usual.limits(),
                usual.handlerTries(),
                usual.cluster());
        return BenchEngine.start(settings, Sensors.one(), alarms, new SimpleMeterRegistry(), Tracing.OFF);
    }
}
