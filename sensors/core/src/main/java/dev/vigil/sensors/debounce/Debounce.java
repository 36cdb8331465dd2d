package dev.vigil.sensors.debounce;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.sensors.Deadline;
import dev.vigil.sensors.KeptEvent;
import dev.vigil.sensors.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fires the last event of a burst.
 *
 * <p>A burst begins with an event after quiet, and ends when nothing has come for the given time, or when the longest wait
 * since its first event has passed, whichever is earlier; an event that comes at that moment or later begins the next one.
 * An instance lives as long as its burst, and holds the whole of the last event.
 *
 * <p>Units: times are those at which the sensor handles an event ({@link Context#now()}), not those that events tell.
 */
public final class Debounce extends Sensor<Debounce.State> {
    private final Selection selection;
    private final Duration quiet;
    private final Optional<Duration> atMost;
    private final Payload payload;
    private final String trigger;

    /** What the trigger gets. */
    public enum Payload {
        /** The data of the last event, as it came; an empty object where it has none. */
        DATA,
        /** A {@link Notice}: the last event with its attributes, and what is known of the burst. */
        EVENT
    }

    /**
     * A burst so far.
     *
     * @param first when its first event came
     * @param last when its last event came
     * @param count how many there were
     * @param event the last of them
     */
    public record Burst(Instant first, Instant last, long count, KeptEvent event) {}

    /**
     * What is known of one key.
     *
     * @param burst the burst that is under way
     */
    public record State(Optional<Burst> burst) {}

    /**
     * A sensor for these events.
     *
     * @param quiet how long nothing comes until a burst is over
     * @param atMost how long a burst takes at most; no shorter than that
     * @param payload what the trigger gets
     * @param trigger its name
     */
    public Debounce(Selection selection, Duration quiet, Optional<Duration> atMost, Payload payload, String trigger) {
        this.selection = selection;
        this.quiet = quiet;
        this.atMost = atMost;
        this.payload = payload;
        this.trigger = trigger;
    }

    @Override
    public Subscription subscription() {
        return selection.subscription();
    }

    @Override
    public Set<String> triggers() {
        return Set.of(trigger);
    }

    @Override
    public State initialState(String key) {
        return new State(Optional.empty());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var now = context.now();
        var over = state.burst().filter(burst -> isOver(burst, now));
        var underWay = state.burst().filter(burst -> !isOver(burst, now));
        var next = new Burst(
                underWay.map(Burst::first).orElse(now),
                now,
                underWay.map(Burst::count).orElse(0L) + 1,
                KeptEvent.of(event));
        var effect = Effect.become(new State(Optional.of(next)));
        var fired = over.isPresent() ? effect.fire(trigger, payload(over.get(), context)) : effect;
        return Deadline.by(fired, context, due(next));
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        if (state.burst().isEmpty()) {
            return Effect.forget();
        }
        var burst = state.burst().get();
        return isOver(burst, context.now())
                ? Effect.<State>forget().fire(trigger, payload(burst, context))
                : Deadline.by(Effect.none(), context, due(burst));
    }

    private boolean isOver(Burst burst, Instant now) {
        return !now.isBefore(due(burst));
    }

    private Instant due(Burst burst) {
        var quietAt = burst.last().plus(quiet);
        return atMost.map(burst.first()::plus).filter(quietAt::isAfter).orElse(quietAt);
    }

    private Object payload(Burst burst, Context context) {
        return switch (payload) {
            case DATA -> burst.event().data().orElse(Map.of());
            case EVENT ->
                new Notice(
                        context.key(),
                        burst.count(),
                        burst.first(),
                        burst.last(),
                        context.now(),
                        burst.event().view());
        };
    }
}
