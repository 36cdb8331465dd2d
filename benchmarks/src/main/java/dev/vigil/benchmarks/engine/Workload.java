package dev.vigil.benchmarks.engine;

import dev.vigil.api.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * The readings workload: JSON data of 200 bytes, keys evenly drawn, one event in a hundred an alarm. Thread-safe.
 *
 * <p>The data of events is made beforehand; each event gets an id of its own, and is parsed for real by the sensor.
 */
public final class Workload {
    /** How many bytes of JSON an event has. */
    public static final int DATA_BYTES = 200;

    static final int EVENTS_PER_ALARM = 100;
    /** All alarms have nine digits, so that their data is of one length; the sensor fires above 98. */
    static final long FIRST_ALARM_VALUE = 100_000_000;

    private static final int VARIANTS = 1 << 14;

    private final String[] keys;
    private final byte[][] data = new byte[VARIANTS][];

    /** A workload of so many keys; the seed decides values, not keys. */
    public Workload(int keyCount, long seed) {
        var random = new Random(seed);
        keys = new String[keyCount];
        for (int i = 0; i < keyCount; i++) {
            keys[i] = "device-%06d".formatted(i);
        }
        for (int i = 0; i < VARIANTS; i++) {
            data[i] = data(random.nextInt(99), random);
        }
    }

    /** The keys of its events. */
    public List<String> keys() {
        return List.of(keys);
    }

    /** Whether the n-th event is an alarm, and which. */
    static boolean isAlarm(long n) {
        return n % EVENTS_PER_ALARM == 0;
    }

    /** The value of the n-th event, which is an alarm: tells alarms apart, so that each can be timed. */
    static long alarmValue(long n) {
        return FIRST_ALARM_VALUE + n / EVENTS_PER_ALARM;
    }

    private static byte[] data(long value, Random random) {
        var json =
                "{\"value\":%d,\"unit\":\"celsius\",\"site\":\"plant-%02d\",\"line\":\"line-%02d\",\"firmware\":\"2.%d.%d\","
                                .formatted(
                                        value,
                                        random.nextInt(40),
                                        random.nextInt(12),
                                        random.nextInt(9),
                                        random.nextInt(20))
                        + "\"battery\":%d,\"signal\":-%d,\"trace\":\"%016x%016x\",\"note\":\""
                                .formatted(
                                        random.nextInt(100), random.nextInt(90), random.nextLong(), random.nextLong());
        var text = json + "n".repeat(DATA_BYTES - json.length() - 2) + "\"}";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The n-th event of a run. */
    public Event event(String run, long n) {
        // Multiplied by a large prime, so that neighbours have different keys and values.
        int mixed = (int) ((n * 2_654_435_761L) >>> 16);
        return Event.of("bench", run + n, "reading")
                .subject(keys[Math.floorMod(mixed, keys.length)])
                .data(ByteBuffer.wrap(
                        isAlarm(n) ? data(alarmValue(n), new Random(n)) : data[(int) (n & (VARIANTS - 1))]))
                .build();
    }
}
