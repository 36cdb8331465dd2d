package dev.vigil.benchmarks.growth;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.sensors.readings.Readings;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;

/**
 * Counts readings as {@link Readings} does, with a state of a size to choose, for events of a type to choose. Its alarms are
 * those of {@link Readings}, where it has any.
 */
final class SizedReadings extends Sensor<SizedReadings.State> {
    private static final String DIGITS = digits();

    private final String type;
    private final int memory;
    private final Set<String> triggers;

    private SizedReadings(String type, int memory, Set<String> triggers) {
        this.type = type;
        this.memory = memory;
        this.triggers = triggers;
    }

    /**
     * What is known of one device.
     *
     * @param count how many readings there were
     * @param last the latest of them
     * @param memory hexadecimal digits, which do not compress, others with each event
     */
    record State(long count, long last, String memory) {}

    /** One for readings, with alarms, that remembers so many digits of each device. */
    static SizedReadings withMemory(int digits) {
        return new SizedReadings("reading", digits, Set.of("alarm"));
    }

    /** One beside another, for events of that type, that remembers little and has no alarms. */
    static SizedReadings beside(String type) {
        return new SizedReadings(type, 0, Set.of());
    }

    private static String digits() {
        var bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public Subscription subscription() {
        return Subscription.to(type).keyedBy(Event::subject);
    }

    @Override
    public Set<String> triggers() {
        return triggers;
    }

    @Override
    public State initialState(String key) {
        return new State(0, 0, "");
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        long value = event.data(Readings.Reading.class).value();
        long count = state.count() + 1;
        int place = Math.floorMod((context.key().hashCode() + count) * 7_919, DIGITS.length() - memory);
        var next = new State(count, value, DIGITS.substring(place, place + memory));
        return value > Readings.LIMIT && !triggers.isEmpty()
                ? Effect.become(next).fire("alarm", new Readings.Alarm(context.key(), value))
                : Effect.become(next);
    }
}
