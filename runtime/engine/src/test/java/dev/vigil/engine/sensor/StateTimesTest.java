package dev.vigil.engine.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateTimesTest {
    record Seen(Instant at, Duration pause) {}

    private static final class Seeing extends Sensor<Seen> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public Seen initialState(String key) {
            return new Seen(Instant.EPOCH, Duration.ZERO);
        }

        @Override
        public Effect<Seen> onEvent(Seen state, Event event, Context context) {
            return Effect.none();
        }
    }

    @Test
    void timesInAStateAreTextThatAPersonCanReadAndLoseNothing() {
        var codec = new StateCodec<>(new Seeing());
        var seen = new Seen(Instant.parse("2026-03-02T08:00:00.000000001Z"), Duration.ofMillis(1500));
        var bytes = codec.encode(seen);
        assertThat(StateCodec.toJson(bytes))
                .isEqualTo("{\"at\":\"2026-03-02T08:00:00.000000001Z\",\"pause\":\"PT1.5S\"}");
        assertThat(codec.decode(bytes, codec.version())).isEqualTo(seen);
    }
}
