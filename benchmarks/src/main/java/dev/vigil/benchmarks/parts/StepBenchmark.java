package dev.vigil.benchmarks.parts;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.event.EventBlock;
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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a slot does to a block of a thousand readings of its 1 250 keys. Figures are per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
    private static final int EVENTS = 1_000;

    private final Workload workload = new Workload(1_250, 1);
    private final Slot slot = new Slot(
            new SlotSettings(0, 1, 131_072, Duration.ofHours(1), Integer.MAX_VALUE, Integer.MAX_VALUE),
            List.of(new SensorRunner<>("readings", new Readings("alarm"), 3)));
    private EventBlock block = EventBlock.EMPTY;
    private SlotRecord record = opened();
    private byte[] bytes = RecordCodec.encode(record);
    private long next = 1;

    private SlotRecord opened() {
        var opening = slot.open("bench", 0).record();
        slot.apply(opening, RecordCodec.encode(opening).length);
        return opening;
    }

    /** A block of events that the slot has not seen. */
    @Setup(Level.Invocation)
    public void prepare() {
        block = Blocks.of(workload, "s", next, EVENTS);
        next += EVENTS;
        record = slot.step(Blocks.published(block), next).record();
        bytes = RecordCodec.encode(record);
    }

    /** Events to a record: dedupe, routing, parsing, handlers, states. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public SlotRecord step() {
        return slot.step(Blocks.published(block), next).record();
    }

    /** The record to bytes. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public byte[] encode() {
        return RecordCodec.encode(record);
    }

    /** Bytes to a record, as in recovery. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public SlotRecord decode() {
        return RecordCodec.decode(bytes, "bench");
    }
}
