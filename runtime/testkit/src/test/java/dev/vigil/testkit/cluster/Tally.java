package dev.vigil.testkit.cluster;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Remembers every event that it is given, in order, and fires for each: what comes twice, or is missing, can be seen. */
final class Tally extends Sensor<Tally.State> {
    /** Fired with every event. */
    static final String TRIGGER = "outside";

    private final Function<Event, Optional<String>> key;

    record State(List<String> ids) {}

    record Seen(String event) {}

    private Tally(Function<Event, Optional<String>> key) {
        this.key = key;
    }

    /** By the subject, which is where the event lives: nothing has to be delivered. */
    static Tally atHome() {
        return new Tally(Event::subject);
    }

    /** By a key that lives elsewhere, mostly. */
    static Tally elsewhere() {
        return new Tally(event -> event.text("/elsewhere"));
    }

    @Override
    public Subscription subscription() {
        return Subscription.to("counted").keyedBy(key);
    }

    @Override
    public State initialState(String subject) {
        return new State(List.of());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var ids = new ArrayList<>(state.ids());
        ids.add(event.id());
        return Effect.become(new State(ids)).fire(TRIGGER, new Seen(event.id()));
    }
}
