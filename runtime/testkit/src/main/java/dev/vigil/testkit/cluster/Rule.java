package dev.vigil.testkit.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One fault of a {@link Firewall}, and how often it has struck. Thread-safe. */
public final class Rule {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final Traffic traffic;
    private final Fault fault;
    private final List<Runnable> held = new ArrayList<>();
    private int touched;
    private boolean lifted;

    Rule(Traffic traffic, Fault fault) {
        this.traffic = traffic;
        this.fault = fault;
    }

    /** Whether the fault strikes this message, which is counted then. */
    boolean takes(String from, String to, Object message) {
        return traffic.includes(from, to, message) && count();
    }

    /** Does to a message that it has taken what the fault is. */
    void strike(Runnable send, ScheduledExecutorService later) {
        switch (fault) {
            case Fault.Drop() -> {}
            case Fault.Delay(var by) -> {
                var _ = later.schedule(send, by.toNanos(), TimeUnit.NANOSECONDS);
            }
            case Fault.Hold() -> hold(send);
            case Fault.Twice() -> {
                send.run();
                send.run();
            }
        }
    }

    private synchronized void hold(Runnable send) {
        if (lifted) {
            send.run();
        } else {
            held.add(send);
        }
    }

    private synchronized boolean count() {
        if (lifted || touched >= traffic.most()) {
            return false;
        }
        touched++;
        notifyAll();
        return true;
    }

    /** How many messages it has touched. */
    public synchronized int touched() {
        return touched;
    }

    /**
     * Blocks until it has touched that many messages.
     *
     * @throws TimeoutException if that takes longer
     */
    public synchronized void awaitTouched(int count, Duration most) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + most.toNanos();
        while (touched < count) {
            if (System.nanoTime() - end >= 0) {
                throw new TimeoutException(fault + " has touched " + touched + " messages, expected " + count);
            }
            TimeUnit.MILLISECONDS.timedWait(this, LOOK_EVERY.toMillis());
        }
    }

    /** Touches nothing any more; what it has kept back is sent now, in its order. */
    public synchronized void lift() {
        lifted = true;
        held.forEach(Runnable::run);
        held.clear();
    }
}
