package dev.vigil.sensors.silence;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.sensors.Deadline;
import dev.vigil.sensors.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tells when a key has sent nothing for a given time, and when it is back.
 *
 * <p>A key is known from its first event on. It is silent once that time has passed since its latest event, to the
 * millisecond and inclusive; an event that comes no earlier than that ends a silence, even if the timer that should have
 * told of it is late: then both are fired, one after the other. A key that stays silent for long can be forgotten, which
 * fires nothing; its next event is a first one.
 *
 * <p>Units: times are those at which the sensor handles an event ({@link Context#now()}), not those that events tell.
 */
public final class Silence extends Sensor<Silence.State> {
    private final Selection selection;
    private final Duration after;
    private final Optional<Duration> forgetAfter;
    private final String alarm;
    private final String recovered;

    /**
     * What is known of one key.
     *
     * @param last when its latest event came; empty before the first one
     * @param silent whether it has been told that it is silent
     */
    public record State(Optional<Instant> last, boolean silent) {}

    /**
     * A sensor for these events.
     *
     * @param after how long a key sends nothing until it is silent
     * @param forgetAfter how long a key sends nothing until it is forgotten; longer than that
     * @param alarm the trigger for a key that is silent
     * @param recovered the trigger for a key that is back
     */
    public Silence(
            Selection selection, Duration after, Optional<Duration> forgetAfter, String alarm, String recovered) {
        this.selection = selection;
        this.after = after;
        this.forgetAfter = forgetAfter;
        this.alarm = alarm;
        this.recovered = recovered;
    }

    @Override
    public Subscription subscription() {
        return selection.subscription();
    }

    @Override
    public Set<String> triggers() {
        return alarm.equals(recovered) ? Set.of(alarm) : Set.of(alarm, recovered);
    }

    @Override
    public State initialState(String key) {
        return new State(Optional.empty(), false);
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var now = context.now();
        var effect = Effect.become(new State(Optional.of(now), false));
        if (isOverdue(state, now)) {
            effect = effect.fire(alarm, notice(Notice.Status.SILENT, state, context));
        }
        if (isPast(state, Optional.of(after), now) && !isPast(state, forgetAfter, now)) {
            effect = effect.fire(recovered, notice(Notice.Status.BACK, state, context));
        }
        return Deadline.by(effect, context, now.plus(after));
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        var now = context.now();
        boolean overdue = isOverdue(state, now);
        boolean forgotten = isPast(state, forgetAfter, now);
        var next = new State(state.last(), state.silent() || overdue);
        Effect<State> effect = forgotten ? Effect.forget() : Effect.become(next);
        if (overdue) {
            effect = effect.fire(alarm, notice(Notice.Status.SILENT, state, context));
        }
        var due = forgotten ? Optional.<Instant>empty() : due(next);
        return due.isPresent() ? Deadline.by(effect, context, due.get()) : effect;
    }

    /** When there will be something to tell, or to forget. */
    private Optional<Instant> due(State state) {
        var span = state.silent() ? forgetAfter : Optional.of(after);
        return state.last().flatMap(last -> span.map(last::plus));
    }

    /** Whether it is silent and nobody has been told. */
    private boolean isOverdue(State state, Instant now) {
        return !state.silent() && isPast(state, Optional.of(after), now);
    }

    private static boolean isPast(State state, Optional<Duration> span, Instant now) {
        return span.isPresent()
                && state.last().isPresent()
                && !now.isBefore(state.last().get().plus(span.get()));
    }

    private static Notice notice(Notice.Status status, State state, Context context) {
        var now = context.now();
        var last = state.last().orElse(now);
        return new Notice(context.key(), status, last, now, Duration.between(last, now));
    }
}
