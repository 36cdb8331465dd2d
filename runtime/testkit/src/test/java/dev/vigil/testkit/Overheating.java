package dev.vigil.testkit;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Raises an alarm when a device has been hot three times, with never a minute between. */
final class Overheating extends Sensor<Overheating.State> {
    record Reading(double celsius) {}

    record State(List<Instant> hot) {}

    record Alarm(String device, double celsius) {}

    @Override
    public Subscription subscription() {
        return Subscription.to("device.*").from("/plant/*", "/testkit");
    }

    @Override
    public State initialState(String key) {
        return new State(List.of());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        if (event.type().equals("device.gone")) {
            return Effect.forget();
        }
        var reading = event.data(Reading.class);
        if (reading.celsius() > 1000) {
            return Effect.reject("nothing is that hot");
        }
        if (reading.celsius() < 90) {
            return Effect.none();
        }
        var hot = new ArrayList<>(state.hot());
        hot.add(context.now());
        return hot.size() < 3
                ? Effect.become(new State(hot)).timer("cool-down", Duration.ofMinutes(1))
                : Effect.become(new State(List.of()))
                        .cancelTimer("cool-down")
                        .fire("pager", new Alarm(context.key(), reading.celsius()))
                        .fire("pager", new Alarm(context.key(), reading.celsius()))
                        .publish(Event.of("/overheating", context.newId(), "overheated")
                                .subject(context.key())
                                .build());
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        return Effect.<State>forget().fire("log", context.key() + " cooled down at " + context.now());
    }
}
