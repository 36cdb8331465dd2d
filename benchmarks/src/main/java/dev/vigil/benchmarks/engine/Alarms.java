package dev.vigil.benchmarks.engine;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Where alarms come out, the benchmark's trigger: finds out how long each took, and is done at once. Thread-safe. */
public final class Alarms implements Trigger {
    private static final CompletionStage<Attempt> DONE = CompletableFuture.completedFuture(new Delivered());

    private static final byte[] VALUE = "\"value\":".getBytes(StandardCharsets.US_ASCII);
    private static final int REMEMBERED = 1 << 20;
    /** In place of the time at which an alarm was due: it is out. */
    private static final long OUT = 0;

    private final boolean mayRepeat;
    private final LongAdder fired = new LongAdder();
    private final AtomicLongArray dueNanos = new AtomicLongArray(REMEMBERED);
    private volatile ConcurrentHistogram released = new ConcurrentHistogram(60_000_000_000L, 3);

    /** Remembers when an alarm with that value was due to be published. */
    void due(long value, long nanos) {
        dueNanos.set((int) (value % REMEMBERED), nanos);
    }

    /** Nobody's alarms yet. */
    public Alarms() {
        this(false);
    }

    private Alarms(boolean mayRepeat) {
        this.mayRepeat = mayRepeat;
    }

    /**
     * Those of slots that may move from node to node: one that moves before an outcome is on disk runs the firing again, under the
     * same idempotency key. An alarm that comes out again is counted once; with all others it is one too many.
     */
    public static Alarms ofMovingSlots() {
        return new Alarms(true);
    }

    /** The times from publish to release since the last call. */
    public ConcurrentHistogram takeReleased() {
        var taken = released;
        released = new ConcurrentHistogram(60_000_000_000L, 3);
        return taken;
    }

    /** How many are out so far. */
    public long fired() {
        return fired.sum();
    }

    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        out(firing.payload());
        return DONE;
    }

    /** An alarm is out, which the sensor or a peer wrote as JSON with its {@code value}. */
    public void out(ByteBuffer payload) {
        long due = dueNanos.getAndSet((int) (value(payload) % REMEMBERED), OUT);
        if (due != OUT) {
            released.recordValue(System.nanoTime() - due);
        }
        if (due != OUT || !mayRepeat) {
            fired.increment();
        }
    }

    private static long value(ByteBuffer payload) {
        int at = payload.position();
        while (!matches(payload, at)) {
            at++;
        }
        long value = 0;
        for (int i = at + VALUE.length; i < payload.limit() && Character.isDigit(payload.get(i)); i++) {
            value = value * 10 + payload.get(i) - '0';
        }
        return value;
    }

    private static boolean matches(ByteBuffer payload, int at) {
        for (int i = 0; i < VALUE.length; i++) {
            if (payload.get(at + i) != VALUE[i]) {
                return false;
            }
        }
        return true;
    }
}
