package dev.vigil.benchmarks.parts;

import com.fasterxml.jackson.core.JsonFactory;
import dev.vigil.api.Event;
import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.node.http.cloudevents.EventJson;
import dev.vigil.node.http.cloudevents.JsonEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** CloudEvents as they come by HTTP, in JSON: one in a body, and a hundred. Figures are per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventParsingBenchmark {
    private static final int EVENTS = 100;

    private final byte[] one = body(1);
    private final byte[] batch = body(EVENTS);

    private static byte[] body(int events) {
        var workload = new Workload(10_000, 1);
        var bytes = new ByteArrayOutputStream();
        try (var json = new JsonFactory().createGenerator(bytes)) {
            if (events > 1) {
                json.writeStartArray();
            }
            for (int n = 1; n <= events; n++) {
                EventJson.write(json, workload.event("p", n));
            }
            if (events > 1) {
                json.writeEndArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** A body that is an event. */
    @Benchmark
    public Event one() {
        return JsonEvents.one(one);
    }

    /** A body that is a batch. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public List<Event> batch() {
        return JsonEvents.batch(batch);
    }
}
