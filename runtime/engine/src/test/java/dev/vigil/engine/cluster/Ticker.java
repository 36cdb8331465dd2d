package dev.vigil.engine.cluster;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Placement;
import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import dev.vigil.engine.SourceReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Publishes the numbers from 1 on, one after the other, each under its own id, and keeps up to where it has come. */
final class Ticker implements Source {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final String name;
    private final String node;
    private final Tickers tickers;
    private final Publisher publisher;
    private final SourcePosition position;
    private final SourceReport report;
    private volatile boolean closed;

    Ticker(
            String name,
            String node,
            Tickers tickers,
            Publisher publisher,
            SourcePosition position,
            SourceReport report) {
        this.name = name;
        this.node = node;
        this.tickers = tickers;
        this.publisher = publisher;
        this.position = position;
        this.report = report;
    }

    @Override
    public Placement placement() {
        return Placement.ONE_NODE;
    }

    @Override
    public void start(SourceContext context) {
        throw new IllegalStateException("started by the engine's port, which knows no context");
    }

    void begin() {
        tickers.opened(this);
        publish(position.last().map(Long::parseLong).orElse(0L) + 1);
    }

    private void publish(long number) {
        if (closed) {
            return;
        }
        var event = Event.of("/ticker/" + name, Long.toString(number), "tick")
                .subject(name)
                .build();
        var _ = publisher.publish(List.of(event)).thenAccept(outcome -> {
            if (outcome instanceof Outcome.Accepted) {
                save(number);
            } else {
                later(() -> publish(number));
            }
        });
    }

    private void save(long number) {
        var _ = position.save(Long.toString(number)).thenAccept(saved -> {
            tickers.saved(name, saved);
            switch (saved) {
                case SAVED, UNKNOWN -> later(() -> publish(number + 1));
                case REPLACED -> {}
            }
        });
    }

    private static void later(Runnable task) {
        Executor timer = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        timer.execute(task);
    }

    String name() {
        return name;
    }

    String node() {
        return node;
    }

    void die() {
        report.failed(new IllegalStateException("the clock stands still"));
    }

    void sayWhetherItWaits(boolean isWaiting) {
        if (isWaiting) {
            report.troubled("no sun since noon");
        } else {
            report.untroubled();
        }
    }

    @Override
    public void close() {
        closed = true;
        tickers.closed(this);
    }
}
