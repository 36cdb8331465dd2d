package dev.vigil.sources.file;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a source did; its time moves when a test says so. Thread-safe. */
final class RecordingContext implements SourceContext, SourcePosition {
    volatile Optional<String> position = Optional.empty();
    volatile Outcome outcome = new Outcome.Accepted(1, 0);
    volatile Saved saving = Saved.SAVED;

    private final List<Event> published = new CopyOnWriteArrayList<>();
    private final List<String> positions = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile Instant now;
    private volatile boolean isBroken;

    RecordingContext(Instant now) {
        this.now = now;
    }

    void moveTo(Instant time) {
        now = time;
    }

    void breakPublisher() {
        isBroken = true;
    }

    List<Event> published() {
        return published;
    }

    List<String> refused() {
        return refused;
    }

    List<Throwable> failures() {
        return failures;
    }

    int saves() {
        return positions.size();
    }

    String saved() {
        return positions.isEmpty() ? "" : positions.getLast();
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public Publisher publisher() {
        return events -> {
            published.addAll(events);
            return isBroken
                    ? CompletableFuture.failedStage(new IllegalStateException("broken"))
                    : CompletableFuture.completedStage(outcome);
        };
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public void refused(String reason) {
        refused.add(reason);
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }

    @Override
    public SourcePosition position() {
        return this;
    }

    @Override
    public Optional<String> last() {
        return position;
    }

    @Override
    public CompletionStage<Saved> save(String text) {
        positions.add(text);
        return CompletableFuture.completedStage(saving);
    }
}
