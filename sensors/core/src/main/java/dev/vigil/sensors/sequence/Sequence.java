package dev.vigil.sensors.sequence;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.sensors.Deadline;
import dev.vigil.sensors.KeptEvent;
import dev.vigil.sensors.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells when one event is followed by another of the same key in time, and when it is not.
 *
 * <p>The second event is in time if it comes less than the given time after a first one. It answers every first event
 * before it, and completes one sequence, which began with the latest of them; a second event that nothing waits for is
 * passed over. A first event that is not answered in time was missed. Of the first events that come while one waits, only
 * the latest waits too: it is missed in its turn, those between count as answered or missed with it.
 *
 * <p>An event that is both answers those before it, then waits itself; it goes by the first one's key.
 *
 * <p>Units: times are those at which the sensor handles an event ({@link Context#now()}), not those that events tell.
 */
public final class Sequence extends Sensor<Sequence.State> {
    private final Selection first;
    private final Selection then;
    private final Duration within;
    private final Optional<String> completed;
    private final Optional<String> missed;

    /**
     * A first event that waits.
     *
     * @param at when it came
     * @param event what it was
     */
    public record Begun(Instant at, KeptEvent event) {}

    /**
     * What is known of one key.
     *
     * @param waiting the oldest and the latest of the first events that wait; one where they are the same
     */
    public record State(List<Begun> waiting) {
        /** Copies the events. */
        public State {
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * A sensor for these two events.
     *
     * @param within how long the second may take, exclusive
     * @param completed the trigger for a sequence that is complete
     * @param missed the trigger for a first event that was not answered in time
     */
    public Sequence(
            Selection first, Selection then, Duration within, Optional<String> completed, Optional<String> missed) {
        this.first = first;
        this.then = then;
        this.within = within;
        this.completed = completed;
        this.missed = missed;
    }

    @Override
    public Subscription subscription() {
        return new Subscription(
                union(first.types(), then.types()),
                union(first.sources(), then.sources()),
                event -> first.keyOf(event).or(() -> then.keyOf(event)),
                StartPosition.latest());
    }

    private static List<String> union(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    @Override
    public Set<String> triggers() {
        return Set.copyOf(Stream.concat(completed.stream(), missed.stream()).toList());
    }

    @Override
    public State initialState(String key) {
        return new State(List.of());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var waiting = new ArrayList<>(state.waiting());
        var notices = takeMissed(waiting, context);
        if (!waiting.isEmpty() && then.selects(event)) {
            notices.add(notice(Notice.Status.COMPLETED, waiting.getLast(), context, Optional.of(KeptEvent.of(event))));
            waiting.clear();
        }
        if (first.selects(event)) {
            if (waiting.size() == 2) {
                waiting.removeLast();
            }
            waiting.add(new Begun(context.now(), KeptEvent.of(event)));
        }
        return effect(state, new State(waiting), notices, context);
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        var waiting = new ArrayList<>(state.waiting());
        var notices = takeMissed(waiting, context);
        return effect(state, new State(waiting), notices, context);
    }

    /** Takes away those whose time has passed. */
    private List<Notice> takeMissed(List<Begun> waiting, Context context) {
        var notices = new ArrayList<Notice>();
        while (!waiting.isEmpty() && !context.now().isBefore(due(waiting.getFirst()))) {
            notices.add(notice(Notice.Status.MISSED, waiting.removeFirst(), context, Optional.empty()));
        }
        return notices;
    }

    private Effect<State> effect(State before, State after, List<Notice> notices, Context context) {
        if (after.waiting().isEmpty()) {
            return fire(before.waiting().isEmpty() ? Effect.none() : Effect.forget(), notices);
        }
        var due = due(after.waiting().getFirst());
        return Deadline.by(fire(Effect.become(after), notices), context, due);
    }

    private Effect<State> fire(Effect<State> effect, List<Notice> notices) {
        var result = effect;
        for (var notice : notices) {
            var trigger = switch (notice.status()) {
                case COMPLETED -> completed;
                case MISSED -> missed;
            };
            result = trigger.isPresent() ? result.fire(trigger.get(), notice) : result;
        }
        return result;
    }

    private Instant due(Begun begun) {
        return begun.at().plus(within);
    }

    private Notice notice(Notice.Status status, Begun begun, Context context, Optional<KeptEvent> answer) {
        return new Notice(
                context.key(),
                status,
                within,
                begun.at(),
                context.now(),
                Duration.between(begun.at(), context.now()),
                begun.event().view(),
                answer.map(KeptEvent::view));
    }
}
