package dev.vigil.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The way onto the bus. Safe to share between threads; never blocks. */
public interface Publisher {
    /**
     * Publishes events. The stage completes, always normally, once all of them are on disk or it is known that they are
     * not. Events of one partition key keep the order of the list.
     */
    CompletionStage<Outcome> publish(List<Event> events);
}
