package dev.vigil.benchmarks.drill.load;

import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes readings at a rate, in batches of which every fourth goes to many slots, and each of them again under the same
 * ids until it is acknowledged. Thread-safe.
 */
public final class Driver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int MOST_OPEN = 300;
    private static final int BATCH = 40;
    private static final int ALARM_EVERY = 100;
    private static final long ALARM_FROM = 1_000;

    private final Api api;
    private final Gateways gateways;
    private final Ledger ledger;
    private final Keys keys;
    private final Random random;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private volatile int rate;
    private volatile boolean isClosed;

    /** A driver that sends nothing yet. */
    public Driver(Api api, Gateways gateways, Ledger ledger, Keys keys, long seed) {
        this.api = api;
        this.gateways = gateways;
        this.ledger = ledger;
        this.keys = keys;
        this.random = new Random(seed);
        Thread.ofVirtual().name("driver").start(this::run);
    }

    /** Sends so many events a second from now on. */
    public void rate(int eventsPerSecond) {
        rate = eventsPerSecond;
    }

    /** How many events a second it sends. */
    public int rate() {
        return rate;
    }

    /** How many batches have not been acknowledged yet. */
    public int open() {
        return open.get();
    }

    /** How many events were sent. */
    public long sent() {
        return sent.get();
    }

    /** How many events were not made because too many batches were open. */
    public long skipped() {
        return skipped.get();
    }

    private void run() {
        long next = System.nanoTime();
        double due = 0;
        while (!isClosed) {
            due += rate * TICK.toNanos() / 1e9;
            for (; due >= BATCH; due -= BATCH) {
                offer();
            }
            ledger.force();
            next += TICK.toNanos();
            Waiting.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
    }

    private void offer() {
        if (open.get() >= MOST_OPEN) {
            skipped.addAndGet(BATCH);
            return;
        }
        var batch = batch();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> deliver(batch));
    }

    private List<Reading> batch() {
        boolean isWide = random.nextInt(4) == 0;
        int slot = random.nextInt(keys.slots());
        var batch = new ArrayList<Reading>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            long number = sent.incrementAndGet();
            var key = isWide ? keys.any(random) : keys.of(slot, random);
            long value = number % ALARM_EVERY == 0 ? ALARM_FROM + number : random.nextInt(98);
            batch.add(new Reading("d" + number, key, value));
        }
        return batch;
    }

    private void deliver(List<Reading> batch) {
        var answer = Answer.UNKNOWN;
        var url = gateways.next();
        for (int attempt = 1; answer != Answer.ACKNOWLEDGED && !isClosed; attempt++) {
            ledger.sending(batch, attempt, url);
            var reply = api.publish(url, batch, PATIENCE);
            ledger.answered(batch, attempt, reply);
            answer = reply.answer();
            if (answer != Answer.ACKNOWLEDGED) {
                Waiting.pause(reply.retryAfter());
                url = gateways.otherThan(url);
            }
        }
        open.decrementAndGet();
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
