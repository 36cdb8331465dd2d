package dev.vigil.testkit.cluster;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.time.Duration;

/** Rings once for each event, some time after it. */
final class Bell extends Sensor<Bell.State> {
    record State(int wound, int rung) {}

    @Override
    public Subscription subscription() {
        return Subscription.to("wound");
    }

    @Override
    public State initialState(String key) {
        return new State(0, 0);
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        return Effect.become(new State(state.wound() + 1, state.rung()))
                .timer("ring", Duration.ofMillis(event.data(Long.class)));
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        return Effect.become(new State(state.wound(), state.rung() + 1)).fire(Tally.TRIGGER, "ring");
    }
}
