package dev.vigil.node.config;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import java.util.Map;
import java.util.Set;

/** A sensor in every respect, but for where it begins when it is new. */
final class StartingAt<S> extends Sensor<S> {
    private final Sensor<S> sensor;
    private final StartPosition start;

    StartingAt(Sensor<S> sensor, StartPosition start) {
        this.sensor = sensor;
        this.start = start;
    }

    @Override
    public Subscription subscription() {
        return sensor.subscription().startingAt(start);
    }

    @Override
    public S initialState(String key) {
        return sensor.initialState(key);
    }

    @Override
    public Effect<S> onEvent(S state, Event event, Context context) {
        return sensor.onEvent(state, event, context);
    }

    @Override
    public Effect<S> onTimer(S state, String timer, Context context) {
        return sensor.onTimer(state, timer, context);
    }

    @Override
    public Set<String> triggers() {
        return sensor.triggers();
    }

    @Override
    public int stateVersion() {
        return sensor.stateVersion();
    }

    @Override
    public S upgrade(int version, Map<String, Object> state) {
        return sensor.upgrade(version, state);
    }

    @Override
    public Class<S> stateType() {
        return sensor.stateType();
    }
}
