package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A publisher that counts, under the name of a source, what came in by it. Thread-safe. */
public final class CountedPublisher implements Publisher {
    private final Publisher publisher;
    private final Counter accepted;
    private final Counter duplicates;
    private final Counter busy;
    private final Counter unavailable;
    private final Counter indeterminate;
    private final Timer answered;

    /** Publishes by that one and counts into these meters. */
    public CountedPublisher(Publisher publisher, MeterRegistry meters, String source) {
        this.publisher = publisher;
        this.accepted = counter(meters, "vigil.source.accepted", "Events of a source that are in the log", source);
        this.duplicates =
                counter(meters, "vigil.source.duplicates", "Events of a source that had been accepted before", source);
        this.busy = unpublished(meters, source, "busy");
        this.unavailable = unpublished(meters, source, "unavailable");
        this.indeterminate = unpublished(meters, source, "indeterminate");
        this.answered = Timer.builder("vigil.source.publish")
                .description("Time from publishing events of a source to the answer of the bus")
                .tag("source", source)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(meters);
    }

    private static Counter unpublished(MeterRegistry meters, String source, String reason) {
        return Counter.builder("vigil.source.unpublished")
                .description("Events of a source that the bus did not take, or may have taken")
                .tag("source", source)
                .tag("reason", reason)
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description, String source) {
        return Counter.builder(name)
                .description(description)
                .tag("source", source)
                .register(meters);
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        long began = System.nanoTime();
        return publisher.publish(events).whenComplete((outcome, _) -> {
            answered.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            count(outcome, events.size());
        });
    }

    private void count(@Nullable Outcome outcome, int events) {
        switch (outcome) {
            case null -> {} // the stage has failed; whoever waits for it is told
            case Outcome.Accepted(var fresh, var known) -> {
                accepted.increment(fresh);
                duplicates.increment(known);
            }
            case Outcome.Rejected _ -> busy.increment(events);
            case Outcome.Unavailable _ -> unavailable.increment(events);
            case Outcome.Indeterminate _ -> indeterminate.increment(events);
        }
    }
}
