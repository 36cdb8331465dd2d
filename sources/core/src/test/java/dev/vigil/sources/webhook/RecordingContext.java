package dev.vigil.sources.webhook;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Remembers what a source published and refused; its clock stands still. */
final class RecordingContext implements SourceContext {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final List<Event> published = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    Outcome outcome = new Outcome.Accepted(1, 0);

    @Override
    public String name() {
        return "hook";
    }

    @Override
    public Publisher publisher() {
        return events -> {
            published.addAll(events);
            return CompletableFuture.completedStage(outcome);
        };
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(NOW);
    }

    @Override
    public void refused(String reason) {
        refused.add(reason);
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }
}
