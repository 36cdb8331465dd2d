package dev.vigil.engine;

import dev.vigil.api.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter and what it is about: an event, a timer or a firing.
 *
 * @param summary all but that
 * @param partition of the event; of a timer, its slot
 * @param offset of the event; of a timer, its number among those that its slot ran
 * @param timer the timer's name
 * @param event the event; empty where there is none, or it is too large to be shown
 * @param payloadJson what the firing carries; empty where there is none, or it is too large to be shown
 * @param decided when the firing was decided
 */
public record DeadLetterView(
        DeadLetterSummary summary,
        int partition,
        long offset,
        Optional<String> timer,
        Optional<Event> event,
        Optional<String> payloadJson,
        Optional<Instant> decided) {}
