package dev.vigil.benchmarks.drill.load;

import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Asks ten times a second of every slot whether it is served: one event to a key of it, and reads that must show it.
 * Thread-safe.
 */
public final class Prober implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration READ_EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Of one slot that does not answer, so that those of a long outage do not pile up. */
    private static final int MOST_OPEN = 12;

    private final Api api;
    private final Gateways gateways;
    private final Ledger ledger;
    private final Keys keys;
    private final ConcurrentLinkedQueue<Probe> missed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Probe> served = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicLongArray acknowledged;
    private final AtomicLongArray newestSent;
    private final AtomicLongArray newestSeen;
    private final AtomicIntegerArray open;
    private volatile boolean isClosed;

    /** A prober that does not probe yet. */
    public Prober(Api api, Gateways gateways, Ledger ledger, Keys keys) {
        this.api = api;
        this.gateways = gateways;
        this.ledger = ledger;
        this.keys = keys;
        this.acknowledged = new AtomicLongArray(keys.slots());
        this.newestSent = new AtomicLongArray(keys.slots());
        this.newestSeen = new AtomicLongArray(keys.slots());
        this.open = new AtomicIntegerArray(keys.slots());
        for (int slot = 0; slot < keys.slots(); slot++) {
            newestSent.set(slot, Long.MIN_VALUE / 2);
            newestSeen.set(slot, Long.MIN_VALUE / 2);
        }
    }

    /** Starts to probe. */
    public void start() {
        for (int slot = 0; slot < keys.slots(); slot++) {
            int probed = slot;
            Thread.ofVirtual().name("prober-" + slot).start(() -> run(probed));
        }
    }

    /** The probes that came through so far. */
    public List<Probe> served() {
        return List.copyOf(served);
    }

    /** The probes that did not come through so far, a patience long; not those whose gateway ended meanwhile. */
    public List<Probe> missed() {
        return List.copyOf(missed);
    }

    /** The slots of which no probe came through that was sent after that time. */
    public List<Integer> unservedSince(long nanos) {
        return IntStream.range(0, keys.slots())
                .filter(slot -> newestSent.get(slot) - nanos < 0)
                .boxed()
                .toList();
    }

    private void run(int slot) {
        // Spread over the tenth of a second.
        long next = System.nanoTime() + EVERY.toNanos() * slot / keys.slots();
        while (!isClosed) {
            Waiting.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            // Its own place in the tenth of a second, whatever was late: probes of all slots at once would wait for
            // each other.
            do {
                next += EVERY.toNanos();
            } while (next - System.nanoTime() <= 0);
            if (open.get(slot) < MOST_OPEN) {
                open.incrementAndGet(slot);
                Thread.ofVirtual().start(() -> probe(slot));
            }
        }
    }

    private void probe(int slot) {
        long sent = System.nanoTime();
        var reading = List.of(new Reading("p" + number.incrementAndGet(), keys.probe(slot), 1));
        var url = gateways.next();
        var reply = send(reading, 1, url);
        // A gateway that refuses the connection has not had the event: the next one gets it at once.
        for (int attempt = 2;
                reply.answer() == Answer.REFUSED && attempt <= gateways.all().size();
                attempt++) {
            url = gateways.otherThan(url);
            reply = send(reading, attempt, url);
        }
        if (reply.answer() == Answer.ACKNOWLEDGED && isSeen(slot, sent, acknowledged.incrementAndGet(slot), url)) {
            served.add(new Probe(slot, sent, System.nanoTime()));
            newestSent.accumulateAndGet(slot, sent, Math::max);
        } else if (!reply.isBroken()) {
            missed.add(new Probe(slot, sent, Math.max(System.nanoTime(), sent + PATIENCE.toNanos())));
        }
        open.decrementAndGet(slot);
    }

    private Reply send(List<Reading> reading, int attempt, String url) {
        ledger.sending(reading, attempt, url);
        var reply = api.publish(url, reading, PATIENCE);
        ledger.answered(reading, -attempt, reply);
        return reply;
    }

    /** Reads twice a second, and at once after an outage: to read after each probe would double the load. */
    private boolean isSeen(int slot, long sent, long count, String url) {
        if (sent - newestSeen.get(slot) < READ_EVERY.toNanos()) {
            return true;
        }
        boolean isEffective = isEffective(slot, count, url);
        if (isEffective) {
            newestSeen.accumulateAndGet(slot, sent, Math::max);
        }
        return isEffective;
    }

    /** Asks the gateway that has just answered first: one that is paused takes a patience to say nothing. */
    private boolean isEffective(int slot, long count, String answered) {
        var url = answered;
        for (var _ : gateways.all()) {
            var state = api.get(url + "/sensors/readings/" + keys.probe(slot), PATIENCE);
            if (state.isPresent()) {
                return state.get().path("state").path("count").asLong() >= count;
            }
            url = gateways.otherThan(url);
        }
        return false;
    }

    /** Whether all that were begun have ended. */
    public boolean isQuiet() {
        for (int slot = 0; slot < keys.slots(); slot++) {
            if (open.get(slot) > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
