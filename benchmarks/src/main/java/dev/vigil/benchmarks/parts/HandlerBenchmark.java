package dev.vigil.benchmarks.parts;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.sensor.StoredState;
import dev.vigil.engine.sensor.TurnMode;
import dev.vigil.sensors.readings.Readings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it takes to call a handler: the state is read, data parsed, the handler called, the state written, once for the events of
 * a turn. Figures are per event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandlerBenchmark {
    private static final int EVENTS = 1_000;

    /** How many events an instance has in a turn. */
    @Param({"1", "10"})
    public int perTurn;

    private final Readings readings = new Readings("alarm");
    private final SensorRunner<Readings.State> runner = new SensorRunner<>("readings", readings, 3);
    private final StoredState stored =
            new StoredState(new StateCodec<>(readings).encode(new Readings.State(1_234, 56_789, 98, 45)), 1, Map.of());
    private final List<BlockEvent> events =
            Blocks.of(new Workload(1_250, 1), "h", 0, EVENTS).events();

    /** Turns of instances that there were before. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int turns() {
        int changed = 0;
        for (int i = 0; i < EVENTS; i += perTurn) {
            var turn = runner.begin("device-000001", stored, TurnMode.FAST, 1);
            for (int j = i; j < i + perTurn; j++) {
                Decision decision = turn.onEvent(events.get(j), new Origin(Origin.Kind.EVENT, 0, j));
                changed += decision instanceof Decision.Decided ? 0 : 1;
            }
            changed += turn.changed() ? 1 : 0;
        }
        return changed;
    }
}
