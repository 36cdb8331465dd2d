package dev.vigil.engine.ownership;

import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.SourceReport;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a source on this node, under one epoch, from its start to its close. Thread-safe. */
public final class SourceRun {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRun.class);

    private final String name;
    private final OwnedSource source;
    private final Consumer<Signal> tell;
    private final Executor threads;
    private final Gate gate;
    private final FencedPosition position;
    private final CompletableFuture<Source> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean hasDied = new AtomicBoolean();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private volatile Optional<String> trouble = Optional.empty();

    /** What a run says of itself; the last thing is that it failed or is closed. */
    public sealed interface Signal {}

    /** The source was started. */
    public record Started() implements Signal {}

    /** The source could not be started; it is closed. */
    public record Failed(Throwable cause) implements Signal {}

    /** The source was started, and does not work any more; it must be closed. */
    public record Died(Throwable cause) implements Signal {}

    /** There is another owner; the source is cut off and must be closed. */
    public record Replaced() implements Signal {}

    /** The source is closed, and what it had published and saved is finished. */
    public record Closed() implements Signal {}

    /**
     * A run of a source that this node has taken over.
     *
     * @param last the position that was saved last
     * @param writer of positions under this owner's epoch
     * @param tell is told what happens, on any thread
     */
    public SourceRun(
            String name,
            OwnedSource source,
            Optional<String> last,
            PositionWriter writer,
            Publisher bus,
            Consumer<Signal> tell) {
        this.name = name;
        this.source = source;
        this.tell = tell;
        this.threads = task -> Thread.ofVirtual().name("source-" + name).start(task);
        this.gate = new Gate(bus);
        this.position = new FencedPosition(last, writer, this::replace);
    }

    /** Starts the source, on a thread of its own. A future keeps what it throws, errors of linking included. */
    public void begin() {
        var _ = CompletableFuture.supplyAsync(() -> source.start(gate, position, new Report()), threads)
                .whenComplete(this::onStarted);
    }

    private void onStarted(@Nullable Source running, @Nullable Throwable failure) {
        if (failure == null && running != null) {
            tell.accept(new Started());
            started.complete(running);
        } else {
            cutOff();
            tell.accept(new Failed(cause(failure)));
            ended.complete(null);
        }
    }

    private static Throwable cause(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause == null ? new IllegalStateException("nothing was started") : cause;
    }

    private final class Report implements SourceReport {
        @Override
        public void failed(Throwable cause) {
            die(cause);
        }

        @Override
        public void troubled(String what) {
            trouble = Optional.of(what);
        }

        @Override
        public void untroubled() {
            trouble = Optional.empty();
        }
    }

    /** What a source says while it is being started is told after that; of one that cannot be started, nothing is. */
    private void die(Throwable cause) {
        if (hasDied.compareAndSet(false, true)) {
            var _ = started.thenRun(() -> {
                if (!isClosing.get()) {
                    tell.accept(new Died(cause));
                }
            });
        }
    }

    /** Another owner is there: cuts the source off from the bus and from its position. */
    public void replace() {
        cutOff();
        tell.accept(new Replaced());
    }

    /** Closes the source, once its start has returned, and waits for what it had published and saved. */
    public void close() {
        if (isClosing.compareAndSet(false, true)) {
            var _ = started.thenAcceptAsync(Source::close, threads)
                    .handle((_, failure) -> told(failure))
                    .thenCompose(_ -> gate.shut())
                    .thenCompose(_ -> position.shut())
                    .thenRun(this::end);
        }
    }

    private boolean told(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("source did not close source={}", name, failure);
        }
        return failure == null;
    }

    private void cutOff() {
        var _ = gate.shut();
        var _ = position.shut();
    }

    private void end() {
        tell.accept(new Closed());
        ended.complete(null);
    }

    /** Leaves the source to itself, cut off. */
    public void abandon() {
        cutOff();
        ended.complete(null);
    }

    /** The source's name. */
    public String name() {
        return name;
    }

    /** What keeps the source waiting, as it says itself; empty where nothing does, or where it has to be closed. */
    public Optional<String> trouble() {
        return hasDied.get() || isClosing.get() ? Optional.empty() : trouble;
    }

    /** Completes when the source is closed, or was left to itself, or could not be started. */
    public CompletableFuture<Void> ended() {
        return ended;
    }
}
