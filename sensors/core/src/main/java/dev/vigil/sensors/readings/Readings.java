package dev.vigil.sensors.readings;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.Set;

/**
 * Counts, adds up and remembers the readings of each device, and fires an alarm for every one above {@link #LIMIT}.
 *
 * <p>An event of type {@code reading} has the device as its subject and {@code {"value": n}} as its data, n a whole
 * number of 64 bits. Anything else, and a sum beyond 64 bits, makes a dead letter and leaves the state as it was.
 */
public final class Readings extends Sensor<Readings.State> {
    /** The highest value that is no alarm. */
    public static final long LIMIT = 98;

    private final String alarm;

    /** What comes in. */
    public record Reading(long value) {}

    /**
     * What is known of one device.
     *
     * @param count how many readings there were
     * @param sum of their values
     * @param max the highest of them
     * @param last the latest of them
     */
    public record State(long count, long sum, long max, long last) {}

    /** What the trigger gets. */
    public record Alarm(String device, long value) {}

    /** A sensor that fires the trigger of that name. */
    public Readings(String alarm) {
        this.alarm = alarm;
    }

    @Override
    public Subscription subscription() {
        return Subscription.to("reading").keyedBy(Event::subject);
    }

    @Override
    public Set<String> triggers() {
        return Set.of(alarm);
    }

    @Override
    public State initialState(String key) {
        return new State(0, 0, Long.MIN_VALUE, 0);
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        long value = event.data(Reading.class).value();
        var next = new State(state.count() + 1, Math.addExact(state.sum(), value), Math.max(state.max(), value), value);
        return value > LIMIT ? Effect.become(next).fire(alarm, new Alarm(context.key(), value)) : Effect.become(next);
    }
}
