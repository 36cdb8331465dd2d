package dev.vigil.benchmarks.engine;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.HdrHistogram.ConcurrentHistogram;

/** Publishes the workload in process, as a source does: in lists, waiting for nobody but for what is under way. */
public final class Load {
    /** How many events may be under way at full speed: some tenths of a second of them. */
    private static final int UNDER_WAY = 60_000;

    private static final int LISTS_UNDER_WAY = 120;

    private static final long DRAIN_SECONDS = 120;

    private final Publisher publisher;
    private final Workload workload;
    private final Alarms alarms;
    private final int underWay;
    private final int list;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder alarmsAccepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile ConcurrentHistogram acknowledged = new ConcurrentHistogram(60_000_000_000L, 3);
    private long next;

    /** Events of that workload for that publisher, whose alarms come out there. */
    public Load(Publisher publisher, Workload workload, Alarms alarms) {
        this(publisher, workload, alarms, UNDER_WAY);
    }

    /** The same with so many events under way at full speed, for work that is slower than the usual. */
    public Load(Publisher publisher, Workload workload, Alarms alarms, int underWay) {
        this.publisher = publisher;
        this.workload = workload;
        this.alarms = alarms;
        this.list = Math.max(1, underWay / LISTS_UNDER_WAY);
        this.underWay = underWay;
    }

    /** How many events were acknowledged so far. */
    public long accepted() {
        return accepted.sum();
    }

    /** How many events were refused so far. */
    public long refused() {
        return refused.sum();
    }

    /** The times from publish to acknowledgement since the last call. */
    public ConcurrentHistogram takeAcknowledged() {
        var taken = acknowledged;
        acknowledged = new ConcurrentHistogram(60_000_000_000L, 3);
        return taken;
    }

    /** As fast as it goes, for that long. */
    public void fullSpeed(String run, long nanos) throws InterruptedException {
        var free = new Semaphore(underWay);
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            free.acquire(list);
            long began = System.nanoTime();
            publish(n -> workload.event(run, n), list, began, false, () -> free.release(list));
        }
        free.acquire(underWay);
    }

    /** So many events, as fast as it goes; where the bus is busy, again; fails where one of them was not accepted. */
    public void fill(String run, long events) throws InterruptedException {
        fill(n -> workload.event(run, n), events);
    }

    /** One event of each of these keys, by their numbers, the last one excluded. */
    public void eachKey(String run, int first, int end) throws InterruptedException {
        long before = next;
        fill(n -> workload.event(run, n, (int) (first + n - before)), end - first);
    }

    private void fill(LongFunction<Event> event, long events) throws InterruptedException {
        long before = accepted();
        var free = new Semaphore(underWay);
        for (long left = events; left > 0; left -= list) {
            int count = (int) Math.min(list, left);
            free.acquire(count);
            publish(event, count, System.nanoTime(), true, () -> free.release(count));
        }
        free.acquire(underWay);
        if (accepted() - before != events) {
            throw new IllegalStateException(
                    "only " + (accepted() - before) + " of " + events + " events were accepted");
        }
    }

    /**
     * Open loop: so many a second, each list at its appointed time whatever became of those before it; latency is counted
     * from the appointed time.
     */
    public void atRate(String run, int perSecond, long nanos) throws InterruptedException {
        pace(run, perSecond, dueAfter -> dueAfter < nanos);
    }

    /** The same for as long as that is true. */
    public void atRate(String run, int perSecond, BooleanSupplier goesOn) throws InterruptedException {
        pace(run, perSecond, _ -> goesOn.getAsBoolean());
    }

    /** Asks before each list, by the nanoseconds from the beginning after which it is due, whether to go on. */
    private void pace(String run, int perSecond, LongPredicate goesOn) throws InterruptedException {
        int count = Math.max(1, perSecond / 1000);
        long interval = 1_000_000_000L * count / perSecond;
        long start = System.nanoTime();
        var free = new Semaphore(Integer.MAX_VALUE);
        for (long due = start; goesOn.test(due - start); due += interval) {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            free.acquire();
            publish(n -> workload.event(run, n), count, due, false, free::release);
        }
        free.acquire(Integer.MAX_VALUE);
    }

    /** Waits until every alarm of the events that were accepted is out. */
    public void drain() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (alarms.fired() < alarmsAccepted.sum() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        if (alarms.fired() != alarmsAccepted.sum()) {
            throw new IllegalStateException(
                    alarms.fired() + " alarms came out where " + alarmsAccepted.sum() + " were decided");
        }
    }

    private void publish(LongFunction<Event> event, int count, long dueNanos, boolean isPatient, Runnable ended) {
        List<Event> events = new ArrayList<>(count);
        int alarming = 0;
        for (int i = 0; i < count; i++) {
            if (Workload.isAlarm(next)) {
                alarms.due(Workload.alarmValue(next), dueNanos);
                alarming++;
            }
            events.add(event.apply(next++));
        }
        send(events, alarming, dueNanos, isPatient, ended);
    }

    private void send(List<Event> events, int alarming, long dueNanos, boolean isPatient, Runnable ended) {
        var _ = publisher.publish(events).whenComplete((outcome, _) -> {
            if (isPatient && outcome instanceof Outcome.Rejected(var _, var after)) {
                CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> send(events, alarming, dueNanos, true, ended));
                return;
            }
            if (outcome instanceof Outcome.Accepted(int news, int _)) {
                accepted.add(news);
                alarmsAccepted.add(alarming);
                acknowledged.recordValueWithCount(System.nanoTime() - dueNanos, events.size());
            } else {
                refused.add(events.size());
            }
            ended.run();
        });
    }
}
