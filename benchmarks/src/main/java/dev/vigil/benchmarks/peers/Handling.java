package dev.vigil.benchmarks.peers;

import dev.vigil.api.DataFormat;
import dev.vigil.sensors.readings.Readings;
import java.nio.ByteBuffer;

/**
 * What Vigil's sensor {@link Readings} does with an event, for peers: the same arithmetic on the same state, the same parser
 * of JSON, the same alarm.
 */
final class Handling {
    /** The state of a key that nothing is known of. */
    static final Readings.State NOTHING = new Readings.State(0, 0, Long.MIN_VALUE, 0);

    /** How many bytes a state takes. */
    static final int STATE_BYTES = 4 * Long.BYTES;

    private Handling() {}

    static long value(ByteBuffer data) {
        return DataFormat.json().read(data, Readings.Reading.class).value();
    }

    static Readings.State next(Readings.State state, long value) {
        return new Readings.State(
                state.count() + 1, Math.addExact(state.sum(), value), Math.max(state.max(), value), value);
    }

    static boolean isAlarm(long value) {
        return value > Readings.LIMIT;
    }

    static byte[] alarm(String key, long value) {
        return DataFormat.json().write(new Readings.Alarm(key, value));
    }

    static byte[] bytes(Readings.State state) {
        return ByteBuffer.allocate(STATE_BYTES)
                .putLong(state.count())
                .putLong(state.sum())
                .putLong(state.max())
                .putLong(state.last())
                .array();
    }

    static Readings.State state(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Readings.State(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    static byte[] bytes(ByteBuffer data) {
        var bytes = new byte[data.remaining()];
        data.get(data.position(), bytes);
        return bytes;
    }
}
