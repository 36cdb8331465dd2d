package dev.vigil.node.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.dispatch.ExecutionContexts;

/**
 * Whether this node has more to do than it can: what is sent to its main dispatcher, on which slots and publishers work,
 * waits there for too long, and has for a second without a break. Thread-safe.
 */
public final class Overload {
    private static final Duration TICK = Duration.ofMillis(100);
    /**
     * Refusing is cheap, so an overload by publishers is over soon. One that stays has another cause, and no traffic would end
     * it.
     */
    private static final Duration UNREADY_AFTER = Duration.ofSeconds(10);

    private final Executor watched;
    private final Duration limit;
    private final AtomicReference<Waiting> waiting;

    Overload(Executor watched, Duration limit) {
        this.watched = watched;
        this.limit = limit;
        this.waiting = new AtomicReference<>(Waiting.atMost((int) limit.dividedBy(TICK)));
    }

    /** Watches the main dispatcher of a system until that ends; work may wait there for so long. */
    static Overload watch(ClassicActorSystemProvider system, Duration limit, MeterRegistry meters) {
        var classic = system.classicSystem();
        var overload = new Overload(classic.dispatcher(), limit);
        // On the scheduler's own thread: on a dispatcher the watch would be held up by what it watches.
        classic.scheduler()
                .scheduleWithFixedDelay(TICK, TICK, overload::tick, ExecutionContexts.fromExecutor(Runnable::run));
        Gauge.builder("vigil.overload.seconds", overload, now -> now.lasting().toMillis() / 1e3)
                .description("For how long this node has had more to do than it can; 0 where it has not")
                .register(meters);
        return overload;
    }

    /** To be called once a tick, by one thread at a time. */
    void tick() {
        if (!waiting.getAndUpdate(Waiting::tick).isAsked()) {
            watched.execute(() -> waiting.updateAndGet(Waiting::answered));
        }
    }

    /** Whether it has now. */
    boolean isNow() {
        return waiting.get().isOverload();
    }

    /** For how long it has, nothing where it has not. */
    Duration lasting() {
        var now = waiting.get();
        return now.isOverload() ? TICK.multipliedBy(now.late()) : Duration.ZERO;
    }

    /** Why this node should get no traffic, where it should not. */
    public Optional<String> trouble() {
        var lasting = lasting();
        return lasting.compareTo(UNREADY_AFTER) < 0
                ? Optional.empty()
                : Optional.of("processor: for " + lasting.toSeconds() + " s work has waited for one for longer than "
                        + limit.toMillis() + " ms");
    }
}
