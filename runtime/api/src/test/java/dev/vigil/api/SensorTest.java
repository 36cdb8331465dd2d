package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorTest {
    record State(long count) {}

    private static class Plain extends Sensor<State> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public State initialState(String key) {
            return new State(0);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            return Effect.none();
        }
    }

    private static final class Finer extends Plain {
        @Override
        public int stateVersion() {
            return 3;
        }
    }

    private static final class Generic<T> extends Sensor<T> {
        private final T initial;

        Generic(T initial) {
            this.initial = initial;
        }

        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public T initialState(String key) {
            return initial;
        }

        @Override
        public Effect<T> onEvent(T state, Event event, Context context) {
            return Effect.none();
        }
    }

    @Test
    void theStatesClassIsFoundThroughSubclasses() {
        assertThat(new Plain().stateType()).isEqualTo(State.class);
        assertThat(new Finer().stateType()).isEqualTo(State.class);
    }

    @Test
    void whereTheStatesClassCannotBeFoundItHasToBeTold() {
        var sensor = new Generic<>(new State(1));
        assertThatIllegalStateException()
                .isThrownBy(sensor::stateType)
                .withMessageContaining("Generic")
                .withMessageContaining("stateType()");
    }

    @Test
    void aStateOfAVersionThatNobodyUpgradesIsRefusedByBothVersions() {
        assertThatThrownBy(() -> new Finer().upgrade(2, Map.of("count", 1)))
                .isInstanceOf(UnsupportedStateException.class)
                .hasMessageContaining("reads state version 3, not 2");
    }
}
