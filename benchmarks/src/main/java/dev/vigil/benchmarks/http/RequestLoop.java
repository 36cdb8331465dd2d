package dev.vigil.benchmarks.http;

import dev.vigil.benchmarks.report.Quantiles;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends requests over connections that are kept, one after the other on each: in a closed loop, or each at its appointed time,
 * from which its latency counts, whether there was a connection free then or not. For one thread.
 */
final class RequestLoop implements AutoCloseable {
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int ACCEPTED = 202;

    private final Requests requests;
    private final int events;
    private final long intervalNanos;
    private final Selector selector = Selector.open();
    private final ArrayList<Caller> callers = new ArrayList<>();
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private long answered;
    private long refused;

    private static final class Caller {
        private final Link link;
        private long dueNanos;

        Caller(int port, Selector selector, int outBytes) throws IOException {
            link = new Link(port, selector, this, outBytes);
        }
    }

    RequestLoop(DriverTask task, Requests requests) throws IOException {
        this.requests = requests;
        this.events = task.shape().events();
        this.intervalNanos = task.perSecond() == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / task.perSecond());
        for (int i = 0; i < task.connections(); i++) {
            callers.add(new Caller(task.port(), selector, requests.mostBytes()));
        }
        idle.addAll(callers);
    }

    /** Sends for so long, and waits for what was sent. */
    Driven run(double seconds) throws IOException {
        long cpu = DriverProcess.cpuNanos();
        long start = System.nanoTime();
        long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        long now = start;
        long due = start;
        while (due < end || idle.size() < callers.size()) {
            while (due <= now && due < end && !idle.isEmpty()) {
                send(idle.remove(), due);
                due += intervalNanos;
            }
            // A millisecond is as short as a selector can wait: it may come by as much too late to an appointed time.
            selector.select(this::ready, 1);
            now = System.nanoTime();
            due = intervalNanos == 0 ? now : due;
            if (now > end + LAST_ANSWERS_NANOS) {
                throw new IOException((callers.size() - idle.size()) + " requests have no answer");
            }
        }
        return new Driven(
                answered + refused,
                answered * events,
                refused,
                (System.nanoTime() - start) / 1e9,
                Quantiles.of(latency),
                DriverProcess.cpuNanos() - cpu);
    }

    private void send(Caller caller, long dueNanos) throws IOException {
        caller.dueNanos = dueNanos;
        requests.next(caller.link.out());
        caller.link.send();
    }

    private void ready(SelectionKey key) {
        try {
            var caller = (Caller) key.attachment();
            if (!caller.link.isSent()) {
                caller.link.send();
            }
            if (key.isReadable()) {
                int status = Answer.take(caller.link.receive());
                caller.link.received();
                if (status > 0) {
                    answered(caller, status);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answered(Caller caller, int status) {
        latency.recordValue(System.nanoTime() - caller.dueNanos);
        if (status == ACCEPTED) {
            answered++;
        } else {
            refused++;
        }
        idle.add(caller);
    }

    @Override
    public void close() throws IOException {
        for (var caller : callers) {
            caller.link.close();
        }
        selector.close();
    }
}
