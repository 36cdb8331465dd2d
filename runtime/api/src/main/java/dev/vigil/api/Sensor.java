package dev.vigil.api;

import java.lang.reflect.ParameterizedType;
import java.util.Map;
import java.util.Set;

/**
 * Decides, for one key at a time, what to make of events: which to take, what to remember of them, what to trigger.
 *
 * <p>A sensor object holds no state of its own: the state of each key's instance is a record of type {@code S}, handed
 * in and given back. It is kept as CBOR under {@link #stateVersion()}.
 *
 * <p>Threading: handlers of one key are called one after the other, those of different keys at the same time from
 * different threads. They must not block, read a clock, draw random numbers or do I/O; time, ids and effects come
 * through the {@link Context}.
 *
 * <p>Failure: a handler that throws is tried again; after the last try the event becomes a dead letter of that
 * instance, whose state stays as it was, and the next event of the key is handled.
 *
 * @param <S> the state of one instance, a record
 */
public abstract class Sensor<S> {
    /** Which events this sensor wants, and which instance each of them belongs to. Asked once, at the start. */
    public abstract Subscription subscription();

    /** What an instance knows before its first event. */
    public abstract S initialState(String key);

    /** Handles one event of this instance's key. */
    public abstract Effect<S> onEvent(S state, Event event, Context context);

    /** Handles a timer of this instance that has come due. */
    public Effect<S> onTimer(S state, String timer, Context context) {
        return Effect.none();
    }

    /**
     * The names of the triggers it may fire, so that a configuration in which one of them is missing is refused. With the
     * empty set it says nothing of them, and a trigger that is missing makes a dead letter when it is fired.
     */
    public Set<String> triggers() {
        return Set.of();
    }

    /** The version of the state's shape, written beside every state; raise it when the shape changes. */
    public int stateVersion() {
        return 1;
    }

    /**
     * Turns a state that an older version of this sensor wrote into today's.
     *
     * @param version the version it was written under, lower than {@link #stateVersion()}
     * @param state its components by name: maps, lists, strings, numbers, booleans
     * @throws UnsupportedStateException if that version cannot be read; the instance then stops with this cause
     */
    public S upgrade(int version, Map<String, Object> state) {
        throw new UnsupportedStateException(
                getClass().getName() + " reads state version " + stateVersion() + ", not " + version);
    }

    /** The class of the state; found from the type argument, to be overridden where there is none to find. */
    @SuppressWarnings("unchecked")
    public Class<S> stateType() {
        for (Class<?> c = getClass(); c != null; c = c.getSuperclass()) {
            if (c.getGenericSuperclass() instanceof ParameterizedType type
                    && type.getRawType() == Sensor.class
                    && type.getActualTypeArguments()[0] instanceof Class<?> state) {
                return (Class<S>) state;
            }
        }
        throw new IllegalStateException(getClass().getName() + " must override stateType()");
    }
}
