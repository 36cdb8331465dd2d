package dev.vigil.engine.cluster;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import java.util.Map;

/** Counts the events of each room, wherever their partitions are. */
final class Tallies extends Sensor<Tallies.State> {
    record State(int count) {}

    private final StartPosition start;

    Tallies(StartPosition start) {
        this.start = start;
    }

    @Override
    public Subscription subscription() {
        return Subscription.to("*")
                .keyedBy(event -> event.extension("room").map(Object::toString))
                .startingAt(start);
    }

    @Override
    public State initialState(String key) {
        return new State(0);
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        return Effect.become(new State(state.count() + 1));
    }

    /** The same with a state of another shape. */
    static final class Renamed extends Sensor<Renamed.Total> {
        record Total(long total) {}

        @Override
        public Subscription subscription() {
            return new Tallies(StartPosition.latest()).subscription();
        }

        @Override
        public int stateVersion() {
            return 2;
        }

        @Override
        public Total upgrade(int version, Map<String, Object> state) {
            return new Total(((Number) state.getOrDefault("count", -1)).longValue());
        }

        @Override
        public Total initialState(String key) {
            return new Total(0);
        }

        @Override
        public Effect<Total> onEvent(Total state, Event event, Context context) {
            return Effect.become(new Total(state.total() + 1));
        }
    }
}
