package dev.vigil.benchmarks.parts;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.slot.SlotSettings;
import dev.vigil.sensors.readings.Readings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The state of a slot with ten thousand instances as a snapshot, and back, without its compression. The dedupe window is
 * small. Figures are per instance.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SnapshotBenchmark {
    private static final int INSTANCES = 10_000;
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 1, 1_000, Duration.ofHours(1), Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final List<SensorRunner<?>> runners = List.of(new SensorRunner<>("readings", new Readings("alarm"), 3));
    private final Slot slot = filled();
    private final byte[] bytes = slot.snapshot();

    private Slot filled() {
        var filled = new Slot(SETTINGS, runners);
        apply(filled, filled.open("bench", 0).record());
        // Keys are drawn, so that it takes more events than keys until each of them has had one.
        var block = Blocks.of(new Workload(INSTANCES, 1), "s", 0, 20 * INSTANCES);
        apply(filled, filled.step(Blocks.published(block), 1).record());
        if (filled.instances("readings") != INSTANCES) {
            throw new IllegalStateException("there are " + filled.instances("readings") + " instances");
        }
        return filled;
    }

    private static void apply(Slot slot, SlotRecord record) {
        slot.apply(record, RecordCodec.encode(record).length);
    }

    /** The state to bytes. */
    @Benchmark
    @OperationsPerInvocation(INSTANCES)
    public byte[] write() {
        return slot.snapshot();
    }

    /** Bytes to a state. */
    @Benchmark
    @OperationsPerInvocation(INSTANCES)
    public Slot read() {
        var read = new Slot(SETTINGS, runners);
        read.restore(bytes);
        return read;
    }
}
