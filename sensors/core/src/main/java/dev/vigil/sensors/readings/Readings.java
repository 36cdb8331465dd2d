package dev.vigil.sensors.readings;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.Map;

/** Temporary. */
public final class Readings extends Sensor<Readings.State> {
    record Reading(long value) {}

    record State(long count, long sum, long max, long last) {}

    public Readings(String alarm) {}

    @Override
    public Subscription subscription() {
        return Subscription.to("reading");
    }

    @Override
    public State initialState(String key) {
        return new State(0, 0, Long.MIN_VALUE, 0);
    }

    @Override
    public Effect<State> onEvent(State s, Event event, Context context) {
        long v = event.data(Reading.class).value();
        var next = Effect.become(new State(s.count() + 1, s.sum() + v, Math.max(s.max(), v), v));
        return v > 98 ? next.fire("alarm", Map.of("device", context.key(), "value", v)) : next;
    }
}
