package dev.vigil.sensors;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance whose timers run when the test says so, however late: what an engine that has much to do may make of them.
 *
 * @param <S> the sensor's state
 */
public final class LateTimers<S> implements Context {
    /** The instance's key. */
    public static final String KEY = "k";

    private final Sensor<S> sensor;
    private final Map<String, Instant> timers = new HashMap<>();
    private final List<Object> fired = new ArrayList<>();
    private Optional<S> state = Optional.empty();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** An instance that knows nothing yet. */
    public LateTimers(Sensor<S> sensor) {
        this.sensor = sensor;
    }

    /** Moves time on; runs nothing. */
    public LateTimers<S> pass(Duration by) {
        now = now.plus(by);
        return this;
    }

    /** Handles an event. */
    public LateTimers<S> send(Event event) {
        take(sensor.onEvent(current(), event, this));
        return this;
    }

    /** Runs the timers that are due. */
    public LateTimers<S> runTimers() {
        for (var timer : List.copyOf(timers.entrySet())) {
            if (!timer.getValue().isAfter(now)) {
                timers.remove(timer.getKey());
                take(sensor.onTimer(current(), timer.getKey(), this));
            }
        }
        return this;
    }

    /** The payloads that were fired, in order. */
    public <P> List<P> fired(Class<P> type) {
        return fired.stream().map(type::cast).toList();
    }

    /** Whether something is known, or will come due. */
    public boolean exists() {
        return state.isPresent();
    }

    private S current() {
        return state.orElseGet(() -> sensor.initialState(KEY));
    }

    private void take(Effect<S> effect) {
        for (var action : effect.actions()) {
            switch (action) {
                case Effect.Fire fire -> fired.add(fire.payload());
                case Effect.SetTimer(var name, var delay) -> timers.put(name, now.plus(delay));
                case Effect.CancelTimer(var name) -> timers.remove(name);
                case Effect.Publish(var event) -> throw new AssertionError("published " + event);
            }
        }
        switch (effect.change()) {
            case Effect.Keep<S> _ -> {}
            case Effect.Become<S>(var next) -> state = Optional.of(next);
            case Effect.Forget<S> _ -> {
                state = Optional.empty();
                timers.clear();
            }
            case Effect.Reject<S>(var reason) -> throw new AssertionError(reason);
        }
    }

    @Override
    public String sensor() {
        return "sensor";
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Instant> timer(String name) {
        return Optional.ofNullable(timers.get(name));
    }

    @Override
    public String newId() {
        throw new AssertionError("these sensors need no ids");
    }
}
