package dev.vigil.engine.sensor;

import dev.vigil.api.Context;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.TracedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One instance during one step of its slot: its state as the calls so far have left it. Not thread-safe.
 *
 * @param <S> the sensor's state
 */
public final class InstanceTurn<S> implements Context {
    private final SensorRunner<S> runner;
    private final String key;
    private final TurnMode mode;
    private long nowMillis;
    private final StoredState stored;

    private byte @Nullable [] bytes;
    private int version;
    private @Nullable S state;
    private boolean stateIsNewer;
    private boolean touched;
    private Map<String, Long> timers;
    private Origin origin = new Origin(Origin.Kind.EVENT, 0, 0);
    private Optional<TraceContext> trace = Optional.empty();
    private int ids;

    InstanceTurn(SensorRunner<S> runner, String key, StoredState stored, TurnMode mode, long nowMillis) {
        this.runner = runner;
        this.key = key;
        this.mode = mode;
        this.nowMillis = nowMillis;
        this.stored = stored;
        this.bytes = stored.state();
        this.version = stored.version();
        this.timers = stored.timers();
    }

    /** What an event's or a timer's handler is asked. */
    private interface Call<S> {
        Effect<S> on(S state, Context context);
    }

    /** From now on it is that time, in milliseconds since the epoch. */
    public void at(long millis) {
        nowMillis = millis;
    }

    /** The timers that are set, each with when it is due. */
    public Map<String, Long> timers() {
        return Collections.unmodifiableMap(timers);
    }

    /** Handles one event. */
    public Decision onEvent(Event event, Origin from) {
        trace = TraceContext.of(event).map(context -> isSpan(context) ? span(context, from) : context);
        return decide(from, (s, context) -> runner.sensor().onEvent(s, event, context));
    }

    /** Handles one timer, which is no longer set from here on. */
    public Decision onTimer(String name, Origin from) {
        trace = Optional.empty();
        var rest = new HashMap<>(timers);
        rest.remove(name);
        timers = rest;
        touched = true;
        return decide(from, (s, context) -> runner.sensor().onTimer(s, name, context));
    }

    /** Handles a timer that ran before and came to nothing; if it has been set anew since, it stays set. */
    public Decision onTimerAgain(String name, Origin from) {
        trace = Optional.empty();
        return decide(from, (s, context) -> runner.sensor().onTimer(s, name, context));
    }

    /**
     * Where in a trace belongs what the last call decided: in the span of that call, whose id is always the same; in the
     * event's own place where no span is recorded; empty for a timer.
     */
    public Optional<TraceContext> trace() {
        return trace;
    }

    /** Whether a call for an event of that place in a trace is a span. */
    public boolean isSpan(TraceContext context) {
        return runner.recordsSpans() && context.isSampled();
    }

    private TraceContext span(TraceContext context, Origin from) {
        return context.withSpan(from.id(Origin.Use.SPAN, runner.name(), key, 0).substring(0, 16));
    }

    /** Whether the instance differs from what is stored. */
    public boolean changed() {
        if (!touched) {
            return false;
        }
        writeState();
        return version != stored.version() || !Arrays.equals(bytes, stored.state()) || !timers.equals(stored.timers());
    }

    /** The instance as the calls have left it, to be stored. */
    public StoredState result() {
        writeState();
        return new StoredState(bytes, version, bytes == null ? Map.of() : timers);
    }

    private Decision decide(Origin from, Call<S> call) {
        origin = from;
        String cause = "";
        for (int attempt = 0; attempt < runner.tries(); attempt++) {
            ids = 0;
            try {
                return take(call.on(current(), this));
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                if (mode == TurnMode.FAST) {
                    throw new FailedTurnException(e);
                }
                cause = Cause.of(e);
            } finally {
                if (mode == TurnMode.CAREFUL) {
                    state = null; // whatever the handler did to the object it was given goes with it
                }
            }
        }
        return new Decision.Failed(cause, runner.tries());
    }

    /** Takes the effect over, or throws with nothing of it taken. */
    private Decision take(Effect<S> effect) {
        var rejection = effect.rejection();
        if (rejection.isPresent()) {
            return new Decision.Rejected(rejection.get());
        }
        var actions = new ArrayList<Decision.Action>(effect.actions().size());
        var newTimers = effect.actions().isEmpty() ? timers : act(effect, actions);
        switch (effect.change()) {
            case Effect.Become<S>(S next) -> become(next);
            case Effect.Forget<S> _ -> {
                bytes = null;
                state = null;
                stateIsNewer = false;
                touched = true;
                newTimers = Map.of();
            }
            case Effect.Keep<S> _, Effect.Reject<S> _ -> {}
        }
        if (!newTimers.isEmpty() && bytes == null && !stateIsNewer) {
            become(initialState()); // timers belong to an instance
        }
        if (!newTimers.equals(timers)) {
            timers = newTimers;
            touched = true;
        }
        return new Decision.Decided(List.copyOf(actions));
    }

    private void become(S next) {
        Objects.requireNonNull(next, "the new state is null");
        if (mode == TurnMode.CAREFUL) {
            bytes = runner.codec().encode(next);
            version = runner.codec().version();
        } else {
            state = next;
            stateIsNewer = true;
        }
        touched = true;
    }

    private S initialState() {
        return Objects.requireNonNull(runner.sensor().initialState(key), "the initial state is null");
    }

    private Map<String, Long> act(Effect<S> effect, List<Decision.Action> actions) {
        var newTimers = new HashMap<>(timers);
        for (var action : effect.actions()) {
            switch (action) {
                case Effect.Fire(var trigger, var payload) ->
                    actions.add(new Decision.Fire(
                            named("trigger", trigger), DataFormat.json().write(payload)));
                case Effect.Publish(var event) -> actions.add(Decision.Publish.of(traced(event)));
                case Effect.SetTimer(var name, var delay) ->
                    newTimers.put(named("timer", name), Math.addExact(nowMillis, Math.max(0, delay.toMillis())));
                case Effect.CancelTimer(var name) -> newTimers.remove(name);
            }
        }
        return newTimers;
    }

    private Event traced(Event event) {
        return trace.map(context -> TracedEvent.of(event, context)).orElse(event);
    }

    /** A name that can be written and read again. */
    private static String named(String what, String name) {
        if (name.isEmpty() || !WellFormed.is(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name for a " + what);
        }
        return name;
    }

    private S current() {
        var known = state;
        if (known == null) {
            known = bytes == null
                    ? initialState()
                    : Objects.requireNonNull(runner.codec().decode(bytes, version), "the upgraded state is null");
            state = known;
        }
        return known;
    }

    private void writeState() {
        if (stateIsNewer && state != null) {
            try {
                bytes = runner.codec().encode(state);
                version = runner.codec().version();
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                throw new FailedTurnException(e);
            }
        }
        stateIsNewer = false;
    }

    @Override
    public String sensor() {
        return runner.name();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    @Override
    public Optional<Instant> timer(String name) {
        return Optional.ofNullable(timers.get(name)).map(Instant::ofEpochMilli);
    }

    @Override
    public String newId() {
        return origin.id(Origin.Use.HANDLER, runner.name(), key, ids++);
    }
}
