package dev.vigil.engine.sensor;

import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sensor as the engine runs it. Thread-safe; the turns it begins are not.
 *
 * @param <S> the sensor's state
 */
public final class SensorRunner<S> {
    private final String name;
    private final Sensor<S> sensor;
    private final Subscription subscription;
    private final StateCodec<S> codec;
    private final int tries;
    private final boolean recordsSpans;
    private final List<Glob> types;
    private final List<Glob> sources;

    /** A runner that calls a handler that throws that many times for one event. */
    public SensorRunner(String name, Sensor<S> sensor, int tries) {
        this(name, sensor, tries, false);
    }

    /**
     * A runner that calls a handler that throws that many times for one event.
     *
     * @param recordsSpans whether a call for an event of a sampled trace is a span of its own in it
     */
    public SensorRunner(String name, Sensor<S> sensor, int tries, boolean recordsSpans) {
        this.name = name;
        this.sensor = sensor;
        this.subscription = sensor.subscription();
        this.codec = new StateCodec<>(sensor);
        this.tries = tries;
        this.recordsSpans = recordsSpans;
        this.types = subscription.types().stream().map(Glob::of).toList();
        this.sources = subscription.sources().stream().map(Glob::of).toList();
    }

    /** The sensor's configured name. */
    public String name() {
        return name;
    }

    /** Which events it wants. */
    public Subscription subscription() {
        return subscription;
    }

    /** Whether it wants events of that type and source. */
    public boolean wants(String type, String source) {
        return types.stream().anyMatch(glob -> glob.matches(type))
                && sources.stream().anyMatch(glob -> glob.matches(source));
    }

    /**
     * The key of an event that it wants, as it is read again from disk.
     *
     * @throws KeyFailedException if the sensor's key function throws, or gives back null
     */
    public Optional<String> keyOf(Event event) {
        try {
            return Objects.requireNonNull(subscription.key().apply(event), "the key function gave back null")
                    .map(WellFormed::of);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            throw new KeyFailedException(e);
        }
    }

    /** A turn of one instance: several events and timers, one after the other, that are committed together. */
    public InstanceTurn<S> begin(String key, StoredState stored, TurnMode mode, long nowMillis) {
        return new InstanceTurn<>(this, key, stored, mode, nowMillis);
    }

    Sensor<S> sensor() {
        return sensor;
    }

    StateCodec<S> codec() {
        return codec;
    }

    int tries() {
        return tries;
    }

    boolean recordsSpans() {
        return recordsSpans;
    }
}
