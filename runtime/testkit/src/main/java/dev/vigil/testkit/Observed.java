package dev.vigil.testkit;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sensor that keeps what it threw, because the engine keeps the text only and a test wants the stack. */
final class Observed<S> extends Sensor<S> {
    private final Sensor<S> sensor;
    private @Nullable Throwable thrown;

    Observed(Sensor<S> sensor) {
        this.sensor = sensor;
    }

    /** What was thrown last since {@link #forgetThrown()}. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    void forgetThrown() {
        thrown = null;
    }

    private <T> T observe(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            thrown = e;
            throw e;
        }
    }

    @Override
    public Subscription subscription() {
        return sensor.subscription();
    }

    @Override
    public Set<String> triggers() {
        return sensor.triggers();
    }

    @Override
    public S initialState(String key) {
        return observe(() -> sensor.initialState(key));
    }

    @Override
    public Effect<S> onEvent(S state, Event event, Context context) {
        return observe(() -> sensor.onEvent(state, event, context));
    }

    @Override
    public Effect<S> onTimer(S state, String timer, Context context) {
        return observe(() -> sensor.onTimer(state, timer, context));
    }

    @Override
    public int stateVersion() {
        return sensor.stateVersion();
    }

    @Override
    public S upgrade(int version, Map<String, Object> state) {
        return observe(() -> sensor.upgrade(version, state));
    }

    @Override
    public Class<S> stateType() {
        return sensor.stateType();
    }
}
