package dev.vigil.benchmarks.parts;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.slot.SlotSettings;
import dev.vigil.engine.slot.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Blocks of events that a slot without sensors has seen before, or has not, with a window of few events or of many. Blocks
 * change, so that identities are not in the processor's cache because they were just asked for. Figures are per event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DedupeBenchmark {
    private static final int EVENTS = 1_000;

    /** How many events the window remembers; it is full. */
    @Param({"1000", "131000"})
    public int window;

    private Slot slot = new Slot(new SlotSettings(0, 1, 1, Duration.ofHours(1), 1, Integer.MAX_VALUE), List.of());
    private List<EventBlock> known = List.of();
    private List<EventBlock> unknown = List.of();
    private int next;

    /** Fills the window. */
    @Setup
    public void prepare() {
        var workload = new Workload(1_250, 1);
        known = blocks(workload, "k");
        unknown = blocks(workload, "u");
        slot = new Slot(
                new SlotSettings(0, 1, window, Duration.ofHours(1), Integer.MAX_VALUE, Integer.MAX_VALUE), List.of());
        apply(slot.open("bench", 0).record());
        for (var block : known) {
            apply(slot.step(Blocks.published(block), 1).record());
        }
    }

    private List<EventBlock> blocks(Workload workload, String run) {
        return IntStream.range(0, window / EVENTS)
                .mapToObj(i -> Blocks.of(workload, run, (long) i * EVENTS, EVENTS))
                .toList();
    }

    private void apply(SlotRecord record) {
        slot.apply(record, RecordCodec.encode(record).length);
    }

    private Step step(List<EventBlock> blocks) {
        next = (next + 1) % blocks.size();
        return slot.step(Blocks.published(blocks.get(next)), 1);
    }

    /** Events that were sent again. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Step known() {
        return step(known);
    }

    /** Events that are new. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Step unknown() {
        return step(unknown);
    }
}
