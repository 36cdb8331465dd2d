package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A publisher that counts, under the name of a source, what came in by it. Thread-safe. */
public final class CountedPublisher implements Publisher {
    private final Publisher publisher;
    private final Counter accepted;
    private final Counter duplicates;

    /** Publishes by that one and counts into these meters. */
    public CountedPublisher(Publisher publisher, MeterRegistry meters, String source) {
        this.publisher = publisher;
        this.accepted = counter(meters, "vigil.source.accepted", "Events of a source that are in the log", source);
        this.duplicates =
                counter(meters, "vigil.source.duplicates", "Events of a source that had been accepted before", source);
    }

    private static Counter counter(MeterRegistry meters, String name, String description, String source) {
        return Counter.builder(name)
                .description(description)
                .tag("source", source)
                .register(meters);
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        return publisher.publish(events).whenComplete((outcome, _) -> {
            if (outcome instanceof Outcome.Accepted(int fresh, int known)) {
                accepted.increment(fresh);
                duplicates.increment(known);
            }
        });
    }
}
