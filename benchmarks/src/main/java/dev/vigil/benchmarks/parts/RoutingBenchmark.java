package dev.vigil.benchmarks.parts;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.Router;
import dev.vigil.engine.sensor.SensorRunner;
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

/** Finding the one sensor of many that wants an event, types changing from event to event. Figures are per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    private static final int EVENTS = 1_000;

    /** How many sensors there are. */
    @Param({"1", "10", "1000"})
    public int sensors;

    private Router router = new Router(java.util.List.of());
    private EventBlock block = EventBlock.EMPTY;

    private static final class OneType extends Sensor<OneType.Nothing> {
        private final String type;

        private record Nothing() {}

        private OneType(String type) {
            this.type = type;
        }

        @Override
        public Subscription subscription() {
            return Subscription.to(type);
        }

        @Override
        public Nothing initialState(String key) {
            return new Nothing();
        }

        @Override
        public Effect<Nothing> onEvent(Nothing state, Event event, Context context) {
            return Effect.none();
        }
    }

    /** Makes a sensor a type, and events of all types in turn. */
    @Setup
    public void prepare() {
        router = new Router(IntStream.range(0, sensors)
                .mapToObj(i -> new SensorRunner<>("s" + i, new OneType("type-" + i), 1))
                .toList());
        var writer = new EventBlockWriter(100 * EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            writer.add(Event.of("bench", "e" + i, "type-" + i % sensors).build(), false);
        }
        block = writer.take();
    }

    /** The sensors of each event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int route() {
        int found = 0;
        for (var event : block) {
            found += router.route(event).length;
        }
        return found;
    }
}
