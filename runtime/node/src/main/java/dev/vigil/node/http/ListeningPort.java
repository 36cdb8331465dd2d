package dev.vigil.node.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.dispatch.ExecutionContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of a server, which closes for a second where new connections wait too long: the kernel then resets those that wait,
 * and refuses those that come, so that their senders ask another node at once. Open connections stay. Thread-safe.
 */
public final class ListeningPort {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningPort.class);
    private static final Duration TICK = Duration.ofMillis(100);
    /** A new connection may wait so long: a large burst takes that, where its code is not compiled yet. */
    private static final Duration LIMIT = Duration.ofMillis(1_500);
    /** And so many ticks, of which a pause of the whole process has none. */
    private static final int LIMIT_TICKS = 5;

    /** From one call to the next, where it is answered in time. */
    private static final int CALL_TICKS = 5;

    private static final int CLOSED_TICKS = 10;
    /** No traffic is wanted before it has been open for so long. */
    private static final int DOUBTED_TICKS = 50;
    /** Of those that were closed, which may have connections yet. */
    private static final int MOST_BOUND = 8;

    private final IntFunction<CompletionStage<BoundPort>> bind;
    private final InetSocketAddress address;
    private final Counter closings;
    private final Deque<BoundPort> bound = new ArrayDeque<>();
    private State state = State.OPEN;
    private Call call;
    /** Since it was opened or closed. */
    private int ticks = DOUBTED_TICKS;

    private enum State {
        OPEN,
        CLOSED,
        OPENING,
        STOPPED
    }

    /** A call of the port by this node. */
    private static final class Call {
        private final long beganNanos = System.nanoTime();
        private int ticks;
        private volatile boolean isAnswered;
    }

    private ListeningPort(BoundPort first, IntFunction<CompletionStage<BoundPort>> bind, MeterRegistry meters) {
        this.bind = bind;
        this.address = first.address();
        this.call = call();
        this.closings = Counter.builder("vigil.http.port.closings")
                .description("How often the port was closed for a second, since new connections waited too long")
                .register(meters);
        bound.add(first);
    }

    /**
     * Opens a port and watches it until the system ends; the stage fails where it cannot be had.
     *
     * @param bind binds a port by its number, 0 for any
     */
    static CompletionStage<ListeningPort> open(
            ClassicActorSystemProvider system,
            int number,
            IntFunction<CompletionStage<BoundPort>> bind,
            MeterRegistry meters) {
        return bind.apply(number).thenApply(first -> {
            var port = new ListeningPort(first, bind, meters);
            // On the scheduler's own thread: on a dispatcher the watch would be held up by what it watches.
            system.classicSystem()
                    .scheduler()
                    .scheduleWithFixedDelay(TICK, TICK, port::tick, ExecutionContexts.fromExecutor(Runnable::run));
            return port;
        });
    }

    /** What is bound. */
    public InetSocketAddress address() {
        return address;
    }

    /** Why this node should get no traffic, where it should not. */
    public synchronized Optional<String> trouble() {
        return state == State.OPEN && ticks >= DOUBTED_TICKS
                ? Optional.empty()
                : Optional.of("http: new connections wait for longer than " + LIMIT.toMillis() + " ms; port "
                        + address.getPort() + " closes for a second at a time, so that they are refused in time");
    }

    /** Closes for good; what is open stays open. */
    public synchronized CompletionStage<Done> stop() {
        state = State.STOPPED;
        return bound.getLast().close();
    }

    /** Ends what is still open, at the latest after that time. To be called once it has stopped. */
    public synchronized CompletionStage<Done> terminate(Duration within) {
        return CompletableFuture.allOf(bound.stream()
                        .map(one -> one.binding().terminate(within).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .thenApply(_ -> Done.getInstance());
    }

    private synchronized void tick() {
        ticks++;
        if (state == State.OPEN) {
            call.ticks++;
            if (call.isAnswered) {
                call = call.ticks < CALL_TICKS ? call : call();
            } else if (call.ticks >= LIMIT_TICKS && System.nanoTime() - call.beganNanos >= LIMIT.toNanos()) {
                close();
            }
        } else if (state == State.CLOSED && ticks >= CLOSED_TICKS) {
            state = State.OPENING;
            reopen();
        }
    }

    /** Whatever happens, it is tried again: an exception here would end the watch, and the port stay closed. */
    private void reopen() {
        try {
            var _ = bind.apply(address.getPort()).whenComplete(this::opened);
        } catch (RuntimeException e) {
            opened(null, e);
        }
    }

    private void close() {
        if (ticks >= DOUBTED_TICKS) {
            LOG.warn(
                    "new connections wait for longer than {} ms: the port closes for a second at a time, for others to be"
                            + " asked, port={}",
                    LIMIT.toMillis(),
                    address.getPort());
        }
        closings.increment();
        changed(State.CLOSED);
        var _ = bound.getLast().close();
    }

    private synchronized void opened(@Nullable BoundPort now, @Nullable Throwable failure) {
        if (now == null) {
            LOG.warn("the port is not free yet, port={} cause={}", address.getPort(), String.valueOf(failure));
            changed(State.CLOSED);
            return;
        }
        if (bound.size() == MOST_BOUND) {
            bound.removeFirst();
        }
        bound.addLast(now);
        if (state == State.STOPPED) {
            var _ = now.close();
        }
        call = call();
        changed(State.OPEN);
    }

    private void changed(State to) {
        if (state != State.STOPPED) {
            state = to;
            ticks = 0;
        }
    }

    private Call call() {
        var next = new Call();
        Knock.at(address).then(() -> next.isAnswered = true);
        return next;
    }
}
