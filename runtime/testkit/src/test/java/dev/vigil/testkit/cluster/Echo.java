package dev.vigil.testkit.cluster;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.Map;

/** Publishes an event for each that it is given, which lives in another slot, mostly. */
final class Echo extends Sensor<Echo.State> {
    record State(long count) {}

    @Override
    public Subscription subscription() {
        return Subscription.to("called");
    }

    @Override
    public State initialState(String key) {
        return new State(0);
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        return Effect.become(new State(state.count() + 1))
                .publish(Event.of("echo", event.id(), "counted")
                        .subject("of-" + event.id())
                        .json(Map.of("elsewhere", "x"))
                        .build());
    }
}
