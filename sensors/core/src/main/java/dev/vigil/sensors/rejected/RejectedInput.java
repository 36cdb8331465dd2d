package dev.vigil.sensors.rejected;

import dev.vigil.api.Context;
import dev.vigil.api.DataException;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.List;
import java.util.Optional;

/**
 * Makes each line or record of which a source could make no event a dead letter, where a person finds it beside all else that
 * could not be handled.
 *
 * <p>The source has put an event on the bus in its place, which holds what it was and why it was refused. This sensor rejects
 * that event: it has no state. A redrive comes to the same; the letter is discarded once its line has been mended and sent again.
 */
public final class RejectedInput extends Sensor<RejectedInput.State> {
    /** The type of the events that sources publish for what they refuse. */
    public static final String TYPE = "dev.vigil.rejected";

    private final List<String> types;

    /** There is nothing to know. */
    public record State() {}

    /**
     * What such an event holds, among others.
     *
     * @param place where it stood, for a person to read
     * @param cause why it was refused
     */
    public record Refusal(Optional<String> place, Optional<String> cause) {
        /** For a dead letter. */
        String reason() {
            var told = cause.orElse("its source could make no event of it");
            return place.map(where -> where + ": " + told).orElse(told);
        }
    }

    /** A sensor for events of these types; {@code *} stands for any run of characters. */
    public RejectedInput(List<String> types) {
        this.types = List.copyOf(types);
    }

    @Override
    public Subscription subscription() {
        return Subscription.to(types.toArray(String[]::new));
    }

    @Override
    public State initialState(String key) {
        return new State();
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        return Effect.reject(refusal(event).reason());
    }

    private static Refusal refusal(Event event) {
        try {
            return event.data(Refusal.class);
        } catch (DataException _) { // of somebody's own event of that type
            return new Refusal(Optional.empty(), Optional.empty());
        }
    }
}
