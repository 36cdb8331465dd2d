package dev.vigil.benchmarks.parts;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.slot.SlotSettings;
import dev.vigil.sensors.readings.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A slot that is rebuilt of a hundred records of a thousand readings, without the database. Figures are per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecoveryBenchmark {
    private static final int RECORDS = 100;
    private static final int EVENTS = 1_000;

    private final List<byte[]> records = records();

    private static Slot empty() {
        return new Slot(
                new SlotSettings(0, 1, 131_072, Duration.ofHours(1), Integer.MAX_VALUE, Integer.MAX_VALUE),
                List.of(new SensorRunner<>("readings", new Readings("alarm"), 3)));
    }

    private static List<byte[]> records() {
        var slot = empty();
        var workload = new Workload(1_250, 1);
        var records = new ArrayList<byte[]>();
        take(slot, slot.open("bench", 0).record(), records);
        for (int i = 0; i < RECORDS; i++) {
            var block = Blocks.of(workload, "r", (long) i * EVENTS, EVENTS);
            take(slot, slot.step(Blocks.published(block), i).record(), records);
        }
        return records;
    }

    private static void take(Slot slot, SlotRecord record, List<byte[]> records) {
        var bytes = RecordCodec.encode(record);
        slot.apply(record, bytes.length);
        records.add(bytes);
    }

    /** All records, one after the other. */
    @Benchmark
    @OperationsPerInvocation(RECORDS * EVENTS)
    public Slot rebuild() {
        var slot = empty();
        records.forEach(slot::apply);
        return slot;
    }
}
