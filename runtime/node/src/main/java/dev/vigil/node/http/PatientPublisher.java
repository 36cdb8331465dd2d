package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.pattern.Patterns;

/** Publishes the same again where the bus is busy, when it says so, until it is not. Thread-safe. */
final class PatientPublisher {
    private final ClassicActorSystemProvider system;
    private final Publisher publisher;

    PatientPublisher(ClassicActorSystemProvider system, Publisher publisher) {
        this.system = system;
        this.publisher = publisher;
    }

    /** Completes with what became of the events; rejected only where it gave up, as soon as it is not to go on. */
    CompletionStage<Outcome> publish(List<Event> events, BooleanSupplier goesOn) {
        return publisher.publish(events).thenCompose(outcome -> switch (outcome) {
            case Outcome.Rejected(var _, var after)
            when goesOn.getAsBoolean() -> Patterns.after(after, system, () -> publish(events, goesOn));
            default -> CompletableFuture.completedFuture(outcome);
        });
    }
}
