package dev.vigil.sensors.rate;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells when a key has sent more than a number of events within a time, by an exact sliding window.
 *
 * <p>An event is within the window until that time has passed since it came, exclusive. The alarm is fired by the event
 * that crosses the limit, once; it is armed again when no more than a given number of events, by default the limit itself,
 * are within the window. Whether that was so just before an event is decided before that event is counted.
 *
 * <p>The state holds the times of the latest events, at most one more than the limit; a key whose window is empty is
 * forgotten. Every event writes them, so that a limit of thousands costs as much.
 *
 * <p>Units: times are those at which the sensor handles an event ({@link Context#now()}), not those that events tell: what
 * had to wait and is handled at once counts as having come at once.
 */
public final class Rate extends Sensor<Rate.State> {
    /** The highest limit. */
    public static final int MOST = 10_000;

    private final Selection selection;
    private final Limit limit;
    private final String alarm;
    private final Optional<String> recovered;

    /**
     * How much is too much.
     *
     * @param moreThan the number of events that is not too much
     * @param within the window
     * @param rearmAt the number of events with which the alarm is armed again; at most as many
     */
    public record Limit(int moreThan, Duration within, int rearmAt) {}

    /**
     * What is known of one key.
     *
     * @param atMillis when the latest events came, in milliseconds since 1970, the oldest first
     * @param above whether the limit was crossed, and the alarm is not armed again yet
     */
    public record State(List<Long> atMillis, boolean above) {
        /** Copies the times. */
        public State {
            atMillis = List.copyOf(atMillis);
        }
    }

    /**
     * A sensor for these events.
     *
     * @param alarm the trigger for a key that crosses the limit
     * @param recovered the trigger for a key whose alarm is armed again
     */
    public Rate(Selection selection, Limit limit, String alarm, Optional<String> recovered) {
        this.selection = selection;
        this.limit = limit;
        this.alarm = alarm;
        this.recovered = recovered;
    }

    @Override
    public Subscription subscription() {
        return selection.subscription();
    }

    @Override
    public Set<String> triggers() {
        return recovered
                .filter(name -> !name.equals(alarm))
                .map(name -> Set.of(alarm, name))
                .orElse(Set.of(alarm));
    }

    @Override
    public State initialState(String key) {
        return new State(List.of(), false);
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var before = at(state, context.now());
        var times = new ArrayList<>(before.atMillis());
        times.add(context.now().toEpochMilli());
        boolean tooMany = times.size() > limit.moreThan();
        var latest = times.subList(Math.max(0, times.size() - limit.moreThan() - 1), times.size());
        var next = new State(latest, before.above() || tooMany);
        var effect = tellIfCalm(Effect.become(next), state, before, context);
        if (tooMany && !before.above()) {
            var view = KeptEvent.of(event).view();
            effect = effect.fire(alarm, notice(Notice.Status.ABOVE, next, context, Optional.of(view)));
        }
        return Deadline.by(effect, context, due(next));
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        var next = at(state, context.now());
        if (next.atMillis().isEmpty()) {
            return tellIfCalm(Effect.forget(), state, next, context);
        }
        return Deadline.by(tellIfCalm(Effect.become(next), state, next, context), context, due(next));
    }

    /** The state when nothing but time has passed. */
    private State at(State state, Instant now) {
        long start = now.minus(limit.within()).toEpochMilli();
        var within = state.atMillis().stream().filter(at -> at > start).toList();
        return new State(within, state.above() && within.size() > limit.rearmAt());
    }

    /** When something changes if no event comes: the alarm is armed again, or the window is empty. */
    private Instant due(State state) {
        int place = state.atMillis().size() - 1 - (state.above() ? limit.rearmAt() : 0);
        return Instant.ofEpochMilli(state.atMillis().get(place)).plus(limit.within());
    }

    private Effect<State> tellIfCalm(Effect<State> effect, State before, State after, Context context) {
        return recovered.isPresent() && before.above() && !after.above()
                ? effect.fire(recovered.get(), notice(Notice.Status.CALM, after, context, Optional.empty()))
                : effect;
    }

    private Notice notice(Notice.Status status, State state, Context context, Optional<KeptEvent.View> event) {
        var times = state.atMillis();
        return new Notice(
                context.key(),
                status,
                times.size(),
                limit.within(),
                times.stream().findFirst().map(Instant::ofEpochMilli),
                context.now(),
                event);
    }
}
