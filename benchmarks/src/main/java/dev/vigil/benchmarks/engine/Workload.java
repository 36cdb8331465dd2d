package dev.vigil.benchmarks.engine;

import dev.vigil.api.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * The readings workload: JSON data of 200 bytes, or as many as is asked for, keys evenly drawn, one event in a hundred an
 * alarm. Thread-safe.
 *
 * <p>The data of events is made beforehand; each event gets an id of its own, and is parsed for real by the sensor.
 */
public final class Workload {
    /** How many bytes of JSON an event has, unless others are asked for. */
    public static final int DATA_BYTES = 200;
    /** The fewest there is room for what the sensor asks for. */
    static final int LEAST_DATA_BYTES = 80;

    static final int EVENTS_PER_ALARM = 100;
    /** All alarms have nine digits, so that their data is of one length; the sensor fires above 98. */
    static final long FIRST_ALARM_VALUE = 100_000_000;

    private static final int MOST_VARIANTS = 1 << 14;
    private static final int MOST_VARIANT_BYTES = 64 << 20;

    private final String[] keys;
    private final int dataBytes;
    /** As many as a power of two. */
    private final byte[][] data;

    /** A workload of so many keys; the seed decides values, not keys. */
    public Workload(int keyCount, long seed) {
        this(keyCount, DATA_BYTES, seed);
    }

    /**
     * A workload of so many keys whose events have so many bytes of JSON each. What is beyond {@link #DATA_BYTES} are
     * hexadecimal digits by chance, which do not compress.
     */
    public Workload(int keyCount, int dataBytes, long seed) {
        if (dataBytes < LEAST_DATA_BYTES) {
            throw new IllegalArgumentException(
                    "events of " + dataBytes + " bytes, expected " + LEAST_DATA_BYTES + " at least");
        }
        this.dataBytes = dataBytes;
        var random = new Random(seed);
        keys = new String[keyCount];
        for (int i = 0; i < keyCount; i++) {
            keys[i] = "device-%06d".formatted(i);
        }
        data = new byte[Math.min(MOST_VARIANTS, Integer.highestOneBit(MOST_VARIANT_BYTES / dataBytes))][];
        for (int i = 0; i < data.length; i++) {
            data[i] = data(random.nextInt(99), random);
        }
    }

    /** The keys of its events. */
    public List<String> keys() {
        return List.of(keys);
    }

    /** The key of that number. */
    public String key(int number) {
        return keys[number];
    }

    /** How many keys there are. */
    public int keyCount() {
        return keys.length;
    }

    /** How many bytes of JSON an event has. */
    public int dataBytes() {
        return dataBytes;
    }

    /** Whether the n-th event is an alarm, and which. */
    static boolean isAlarm(long n) {
        return n % EVENTS_PER_ALARM == 0;
    }

    /** The value of the n-th event, which is an alarm: tells alarms apart, so that each can be timed. */
    static long alarmValue(long n) {
        return FIRST_ALARM_VALUE + n / EVENTS_PER_ALARM;
    }

    private byte[] data(long value, Random random) {
        var json = dataBytes < DATA_BYTES ? brief(value, random) : whole(value, random);
        int room = dataBytes - json.length() - 2;
        var note = dataBytes > DATA_BYTES ? digits(room, random) : "n".repeat(room);
        return (json + note + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static String brief(long value, Random random) {
        return "{\"value\":%d,\"unit\":\"celsius\",\"site\":\"plant-%02d\",\"note\":\""
                .formatted(value, random.nextInt(40));
    }

    private static String digits(int count, Random random) {
        var bytes = new byte[count / 2 + 1];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, count);
    }

    private static String whole(long value, Random random) {
        return "{\"value\":%d,\"unit\":\"celsius\",\"site\":\"plant-%02d\",\"line\":\"line-%02d\",\"firmware\":\"2.%d.%d\","
                        .formatted(value, random.nextInt(40), random.nextInt(12), random.nextInt(9), random.nextInt(20))
                + "\"battery\":%d,\"signal\":-%d,\"trace\":\"%016x%016x\",\"note\":\""
                        .formatted(random.nextInt(100), random.nextInt(90), random.nextLong(), random.nextLong());
    }

    /** The n-th event of a run. */
    public Event event(String run, long n) {
        // Multiplied by a large prime, so that neighbours have different keys and values.
        int mixed = (int) ((n * 2_654_435_761L) >>> 16);
        return event(run, n, Math.floorMod(mixed, keys.length));
    }

    /** The n-th event of a run, with the key of that number. */
    public Event event(String run, long n, int key) {
        return Event.of("bench", run + n, "reading")
                .subject(keys[key])
                .data(ByteBuffer.wrap(
                        isAlarm(n) ? data(alarmValue(n), new Random(n)) : data[(int) (n & (data.length - 1))]))
                .build();
    }
}
