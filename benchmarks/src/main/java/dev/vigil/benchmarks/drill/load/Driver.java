package dev.vigil.benchmarks.drill.load;

import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
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
    private static final int LARGE = 500;
    private static final int AT_ONCE = 8;
    private static final int ALARM_EVERY = 100;
    /** Of each so many batches one is sent again though it was acknowledged, as by a sender that lost the answer. */
    private static final int AGAIN_EVERY = 40;

    /** What the ledger takes as the number of such an attempt. */
    private static final int AGAIN = 1_000;

    private static final long ALARM_FROM = 1_000;

    private final Api api;
    private final Gateways gateways;
    private final Ledger ledger;
    private final Keys keys;
    private final Random random;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger saturation = new AtomicInteger();
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

    /**
     * From now on so many senders send a batch as soon as their last one is acknowledged, which shows what the cluster can
     * carry; none with 0. Together with the rate, which the caller may want to set to 0.
     */
    public void saturate(int senders) {
        saturation.set(senders);
        for (int i = 0; i < senders; i++) {
            int sender = i;
            Thread.ofVirtual().start(() -> {
                while (!isClosed && sender < saturation.get()) {
                    open.incrementAndGet();
                    deliver(batch());
                }
            });
        }
    }

    /** Publishes an event for each of many keys, new or not; returns when all are acknowledged. */
    public void publishOnce(List<String> some) {
        var batches = new ArrayList<List<Reading>>();
        for (int from = 0; from < some.size(); from += LARGE) {
            batches.add(some.subList(from, Math.min(some.size(), from + LARGE)).stream()
                    .map(key -> new Reading("d" + sent.incrementAndGet(), key, 1))
                    .toList());
        }
        var permits = new Semaphore(AT_ONCE);
        for (var batch : batches) {
            permits.acquireUninterruptibly();
            open.incrementAndGet();
            Thread.ofVirtual().start(() -> {
                deliver(batch);
                permits.release();
            });
        }
        permits.acquireUninterruptibly(AT_ONCE);
    }

    /** Publishes an event for each of those keys that no handler can take. */
    public void poison(List<String> some) {
        open.incrementAndGet();
        deliver(some.stream()
                .map(key -> new Reading("d" + sent.incrementAndGet(), key, Reading.POISON))
                .toList());
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
        if (delivered.incrementAndGet() % AGAIN_EVERY == 0 && answer == Answer.ACKNOWLEDGED) {
            var other = gateways.otherThan(url);
            ledger.sending(batch, AGAIN, other);
            ledger.answered(batch, AGAIN, api.publish(other, batch, PATIENCE));
        }
        open.decrementAndGet();
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
