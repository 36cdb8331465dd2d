package dev.vigil.benchmarks.parts;

import dev.vigil.api.Event;
import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing events into a block, and reading their keys and identities out of it. Figures are per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventCodecBenchmark {
    private static final int EVENTS = 1_000;

    private final List<Event> events = LongStream.range(0, EVENTS)
            .mapToObj(n -> new Workload(10_000, 1).event("b", n))
            .toList();
    private final EventBlock block = blockOf(events);

    private static EventBlock blockOf(List<Event> events) {
        var writer = new EventBlockWriter(400 * EVENTS);
        events.forEach(event -> writer.add(event, false));
        return writer.take();
    }

    /** Events into a block. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public EventBlock write() {
        return blockOf(events);
    }

    /** What a slot asks of every event: its identity's hash and its partition key. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long read() {
        long sum = 0;
        for (var event : block) {
            sum += event.identity().getLeastSignificantBits()
                    + event.partitionKey().length();
        }
        return sum;
    }
}
