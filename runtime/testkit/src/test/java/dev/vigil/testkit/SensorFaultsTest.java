package dev.vigil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a sensor's author can get wrong, and how the kit shows it. */
class SensorFaultsTest {
    /** Has no property to write. */
    static final class Opaque {}

    /** Can be written, but says not which class to read. */
    interface Shape {
        int size();
    }

    record Square(int size) implements Shape {}

    record State(@Nullable Opaque opaque, @Nullable Shape shape) {}

    /** Does what the event's type says. */
    private static final class Faulty extends Sensor<State> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*").keyedBy(Faulty::key);
        }

        private static Optional<String> key(Event event) {
            if (event.type().equals("no-key")) {
                throw new UnsupportedOperationException("no key today");
            }
            return event.subject();
        }

        @Override
        public State initialState(String key) {
            return new State(null, null);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            return switch (event.type()) {
                case "same" -> Effect.become(state);
                case "does-not-write" -> Effect.become(new State(new Opaque(), null));
                case "does-not-read" -> Effect.become(new State(null, new Square(2)));
                case "payload" -> Effect.become(state).fire("log", new Opaque());
                case "timer" -> Effect.<State>none().timer("again", Duration.ZERO);
                default -> throw new IllegalArgumentException(event.type());
            };
        }

        @Override
        public Effect<State> onTimer(State state, String timer, Context context) {
            assertThat(context.timer(timer)).isEmpty();
            return Effect.<State>none().timer("again", Duration.ZERO);
        }
    }

    private final SensorTestKit<State> kit = SensorTestKit.of(new Faulty());

    @Test
    void aStateThatDoesNotWriteFailsTheTest() {
        assertThatThrownBy(() -> kit.send("does-not-write", "k", "{}"))
                .isInstanceOf(HandlerFailedException.class)
                .hasMessageContaining("does not serialize")
                .hasMessageContaining("Opaque");
        assertThat(kit.state("k")).isEmpty();
    }

    @Test
    void aStateThatDoesNotReadBackFailsTheTest() {
        assertThatThrownBy(() -> kit.send("does-not-read", "k", "{}"))
                .isInstanceOf(HandlerFailedException.class)
                .hasMessageContaining("{\"opaque\":null,\"shape\":{\"size\":2}}");
        assertThat(kit.state("k")).isEmpty();
    }

    @Test
    void aPayloadThatDoesNotWriteFailsTheTestAndLeavesNothingBehind() {
        assertThatThrownBy(() -> kit.send("payload", "k", "{}")).isInstanceOf(HandlerFailedException.class);
        assertThat(kit.state("k")).isEmpty();
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void aKeyFunctionThatThrowsFailsTheTest() {
        assertThatThrownBy(() -> kit.send("no-key", "k", "{}"))
                .isInstanceOf(HandlerFailedException.class)
                .hasMessageContaining("no key today");
    }

    @Test
    void theCauseIsNeverThatOfAnEarlierFailure() {
        assertThatThrownBy(() -> kit.send("unknown", "k", "{}")).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kit.send("does-not-write", "k", "{}")).hasNoCause();
    }

    @Test
    void theSameStateAgainIsAState() {
        kit.send("same", "k", "{}").send("same", "k", "{}");
        assertThat(kit.state("k")).contains(new State(null, null));
    }

    @Test
    void aTimerMakesAnInstanceEvenWhereTheStateIsKept() {
        kit.send("timer", "k", "{}");
        assertThat(kit.state("k")).contains(new State(null, null));
        assertThat(kit.timers("k")).containsOnlyKeys("again");
    }

    @Test
    void aTimerThatSetsItselfWithoutDelayEndsTheTestInsteadOfHangingIt() {
        kit.send("timer", "k", "{}");
        assertThatIllegalStateException()
                .isThrownBy(() -> kit.advance(Duration.ofSeconds(1)))
                .withMessageContaining("again");
    }
}
