package dev.vigil.benchmarks.parts;

import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.sensors.readings.Readings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A state of readings to CBOR and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateBenchmark {
    private final StateCodec<Readings.State> codec = new StateCodec<>(new Readings("alarm"));
    private final Readings.State state = new Readings.State(1_234, 56_789, 98, 45);
    private final byte[] bytes = codec.encode(state);

    /** The state to bytes. */
    @Benchmark
    public byte[] encode() {
        return codec.encode(state);
    }

    /** Bytes to a state. */
    @Benchmark
    public Readings.State decode() {
        return codec.decode(bytes, codec.version());
    }
}
