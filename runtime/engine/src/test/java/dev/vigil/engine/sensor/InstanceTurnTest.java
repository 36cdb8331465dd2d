package dev.vigil.engine.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstanceTurnTest {
    private static final Event EVENT = Event.of("s", "1", "t").build();
    private static final Origin ORIGIN = new Origin(Origin.Kind.EVENT, 1, 2);
    private static final long NOW = 1_000;

    /** A state that a handler can change in place, against the rules. */
    record Notes(List<String> notes, @Nullable Object poison) {
        static Notes of(String... notes) {
            return new Notes(new ArrayList<>(List.of(notes)), null);
        }

        Notes with(String note) {
            var longer = new ArrayList<>(notes);
            longer.add(note);
            return new Notes(longer, poison);
        }
    }

    private interface Handler {
        Effect<Notes> on(Notes state, Context context);
    }

    private static final class Scripted extends Sensor<Notes> {
        private final Handler handler;

        Scripted(Handler handler) {
            this.handler = handler;
        }

        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public Notes initialState(String key) {
            return Notes.of();
        }

        @Override
        public Effect<Notes> onEvent(Notes state, Event event, Context context) {
            return handler.on(state, context);
        }

        @Override
        public Effect<Notes> onTimer(Notes state, String timer, Context context) {
            return handler.on(state, context);
        }
    }

    private static InstanceTurn<Notes> turn(TurnMode mode, StoredState stored, Handler handler) {
        return new SensorRunner<>("sensor", new Scripted(handler), 3).begin("key", stored, mode, NOW);
    }

    private static StoredState stored(Map<String, Long> timers, String... notes) {
        return new StoredState(codec().encode(Notes.of(notes)), 1, timers);
    }

    private static StateCodec<Notes> codec() {
        return new StateCodec<>(new Scripted((_, _) -> Effect.none()));
    }

    private static List<String> notes(StoredState state) {
        var bytes = state.state();
        assertThat(bytes).isNotNull();
        return codec().decode(bytes, state.version()).notes();
    }

    @ParameterizedTest
    @EnumSource
    void eventsBuildOnOneAnother(TurnMode mode) {
        var turn = turn(mode, stored(Map.of(), "a"), (state, context) -> Effect.become(state.with(context.key())));
        turn.onEvent(EVENT, ORIGIN);
        turn.onEvent(EVENT, ORIGIN);
        assertThat(turn.changed()).isTrue();
        assertThat(notes(turn.result())).containsExactly("a", "key", "key");
    }

    @ParameterizedTest
    @EnumSource
    void theSameStateAgainIsNoChange(TurnMode mode) {
        var turn = turn(mode, stored(Map.of("t", 5L), "a"), (state, _) -> Effect.become(state));
        turn.onEvent(EVENT, ORIGIN);
        assertThat(turn.changed()).isFalse();
        var first = turn(mode, StoredState.NONE, (state, _) -> Effect.become(state));
        first.onEvent(EVENT, ORIGIN);
        assertThat(first.changed()).as("an instance that was not there").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aStateThatWasChangedInPlaceAndGivenBackIsKept(TurnMode mode) {
        var turn = turn(mode, stored(Map.of(), "a"), (state, _) -> {
            state.notes().add("b");
            return Effect.become(state);
        });
        turn.onEvent(EVENT, ORIGIN);
        assertThat(turn.changed()).isTrue();
        assertThat(notes(turn.result())).containsExactly("a", "b");
    }

    @Test
    void whateverIsThrownEndsAFastTurn() {
        for (var thrown : failures()) {
            var turn = turn(TurnMode.FAST, StoredState.NONE, (_, _) -> sneak(thrown));
            assertThatExceptionOfType(FailedTurnException.class)
                    .isThrownBy(() -> turn.onEvent(EVENT, ORIGIN))
                    .withCause(thrown);
        }
    }

    @Test
    void whateverIsThrownInACarefulTurnIsThatEventsTroubleAlone() {
        for (var thrown : failures()) {
            var calls = new AtomicInteger();
            var turn = turn(TurnMode.CAREFUL, stored(Map.of(), "a"), (state, _) -> {
                if (calls.incrementAndGet() <= 3) {
                    state.notes().add("leaked");
                    return sneak(thrown);
                }
                return Effect.become(state.with("b"));
            });
            var failed = (Decision.Failed) turn.onEvent(EVENT, ORIGIN);
            assertThat(failed.tries()).isEqualTo(3);
            assertThat(failed.cause()).startsWith(thrown.getClass().getName()).hasSizeLessThanOrEqualTo(1000);
            assertThat(turn.changed()).isFalse();
            turn.onEvent(EVENT, ORIGIN);
            assertThat(notes(turn.result())).containsExactly("a", "b");
        }
    }

    @Test
    void aHandlerThatThrowsOnceIsCalledAgain() {
        var calls = new AtomicInteger();
        var turn = turn(TurnMode.CAREFUL, StoredState.NONE, (state, context) -> {
            var id = context.newId();
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return Effect.become(state.with(id));
        });
        assertThat(turn.onEvent(EVENT, ORIGIN)).isInstanceOf(Decision.Decided.class);
        assertThat(notes(turn.result())).containsExactly(ORIGIN.id(Origin.Use.HANDLER, "sensor", "key", 0));
    }

    @Test
    void whatCannotBeWrittenOrNamedFailsAndLeavesNothingBehind() {
        var tooLarge = Event.of("s", "1", "t").subject("x".repeat(70_000)).build();
        List<Effect<Notes>> effects = List.of(
                Effect.become(new Notes(List.of(), new Object())),
                Effect.become(nothing()),
                Effect.become(Notes.of("x")).fire("trigger", new Object()),
                Effect.become(Notes.of("x")).fire(nothing(), "payload"),
                Effect.become(Notes.of("x")).fire("", "payload"),
                Effect.become(Notes.of("x")).publish(tooLarge),
                Effect.become(Notes.of("x")).publish(nothing()),
                Effect.become(Notes.of("x")).timer(nothing(), Duration.ZERO),
                Effect.become(Notes.of("x")).timer("", Duration.ZERO),
                Effect.become(Notes.of("x")).timer("\ud800", Duration.ZERO),
                Effect.become(Notes.of("x")).timer("t", nothing()),
                Effect.become(Notes.of("x")).timer("t", Duration.ofSeconds(Long.MAX_VALUE)),
                Effect.reject(nothing()));
        for (var effect : effects) {
            var turn = turn(TurnMode.CAREFUL, stored(Map.of("old", 5L), "a"), (_, _) -> effect);
            assertThat(turn.onEvent(EVENT, ORIGIN))
                    .as(effect.actions().toString())
                    .isInstanceOf(Decision.Failed.class);
            assertThat(turn.changed()).isFalse();
        }
        var nothing = turn(TurnMode.CAREFUL, stored(Map.of(), "a"), (_, _) -> nothing());
        assertThat(nothing.onEvent(EVENT, ORIGIN)).isInstanceOf(Decision.Failed.class);
    }

    @Test
    void aStateThatCannotBeWrittenEndsAFastTurnAtItsEnd() {
        var turn = turn(TurnMode.FAST, StoredState.NONE, (_, _) -> Effect.become(new Notes(List.of(), new Object())));
        turn.onEvent(EVENT, ORIGIN);
        assertThatExceptionOfType(FailedTurnException.class).isThrownBy(turn::changed);
        assertThatExceptionOfType(FailedTurnException.class).isThrownBy(turn::result);
    }

    @ParameterizedTest
    @EnumSource
    void forgettingDropsTheTimersToo(TurnMode mode) {
        var turn = turn(
                mode,
                stored(Map.of("t", 5L), "a"),
                (_, _) -> Effect.<Notes>forget().timer("u", Duration.ZERO));
        turn.onEvent(EVENT, ORIGIN);
        assertThat(turn.changed()).isTrue();
        assertThat(turn.result().state()).isNull();
        assertThat(turn.result().timers()).isEmpty();
        assertThat(turn.timer("t")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceForgottenInItsLastTimerIsGone(TurnMode mode) {
        var turn = turn(mode, stored(Map.of("t", 5L, "u", 6L), "a"), (_, _) -> Effect.forget());
        turn.onTimer("t", ORIGIN);
        assertThat(turn.result().state()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void afterForgettingTheNextEventFindsTheInitialState(TurnMode mode) {
        var calls = new AtomicInteger();
        var turn = turn(
                mode,
                stored(Map.of("t", 5L), "a"),
                (state, _) -> calls.incrementAndGet() == 1 ? Effect.forget() : Effect.become(state.with("b")));
        turn.onEvent(EVENT, ORIGIN);
        turn.onEvent(EVENT, ORIGIN);
        assertThat(notes(turn.result())).containsExactly("b");
        assertThat(turn.result().timers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTimerAloneMakesAnInstance(TurnMode mode) {
        var turn = turn(mode, StoredState.NONE, (_, _) -> Effect.<Notes>none().timer("t", Duration.ofSeconds(1)));
        turn.onEvent(EVENT, ORIGIN);
        assertThat(turn.timer("t")).contains(Instant.ofEpochMilli(2_000));
        assertThat(turn.changed()).isTrue();
        assertThat(notes(turn.result())).isEmpty();
        assertThat(turn.result().timers()).containsExactly(Map.entry("t", 2_000L));
    }

    @ParameterizedTest
    @EnumSource
    void timersAreReplacedAndDroppedInTheOrderOfTheirActions(TurnMode mode) {
        var turn = turn(
                mode,
                stored(Map.of("t", 5L, "u", 6L), "a"),
                (_, _) -> Effect.<Notes>none()
                        .timer("t", Duration.ofMillis(10))
                        .timer("t", Duration.ofMillis(20))
                        .cancelTimer("u")
                        .timer("v", Duration.ofMillis(-5))
                        .cancelTimer("never set"));
        turn.onEvent(EVENT, ORIGIN);
        assertThat(turn.result().timers()).isEqualTo(Map.of("t", 1_020L, "v", 1_000L));
    }

    @Test
    void aTimerWhoseHandlerFailsIsNoLongerSet() {
        var turn = turn(TurnMode.CAREFUL, stored(Map.of("t", 5L), "a"), (_, _) -> {
            throw new IllegalStateException("no");
        });
        assertThat(turn.onTimer("t", ORIGIN)).isInstanceOf(Decision.Failed.class);
        assertThat(turn.changed()).isTrue();
        assertThat(turn.result().timers()).isEmpty();
        assertThat(notes(turn.result())).containsExactly("a");
    }

    @Test
    void aStateFromAnUnknownVersionStaysAsItIs() {
        var old = new StoredState(stored(Map.of(), "a").state(), 99, Map.of());
        var turn = turn(TurnMode.CAREFUL, old, (state, _) -> Effect.become(state.with("b")));
        var failed = (Decision.Failed) turn.onEvent(EVENT, ORIGIN);
        assertThat(failed.cause()).contains("UnsupportedStateException").contains("not 99");
        assertThat(turn.changed()).isFalse();
    }

    @Test
    void longNamesAndTextsInAStateAreReadAgain() {
        record Named(Map<String, String> texts) {}
        var codec = new StateCodec<>(new Sensor<Named>() {
            @Override
            public Subscription subscription() {
                return Subscription.to("*");
            }

            @Override
            public Named initialState(String key) {
                return new Named(Map.of());
            }

            @Override
            public Effect<Named> onEvent(Named state, Event event, Context context) {
                return Effect.none();
            }

            @Override
            public Class<Named> stateType() {
                return Named.class;
            }
        });
        var state = new Named(Map.of("n".repeat(70_000), "x".repeat(25_000_000)));
        assertThat(codec.decode(codec.encode(state), 1)).isEqualTo(state);
    }

    @Test
    void aKeyIsWhatIsReadAgainFromDisk() {
        var runner = new SensorRunner<>("s", new Scripted((_, _) -> Effect.none()), 1);
        assertThat(runner.keyOf(Event.of("s", "1", "t").subject("a\ud800b").build()))
                .contains("a?b");
        assertThat(runner.keyOf(Event.of("s", "1", "t").subject("a😀b").build()))
                .contains("a😀b");
        assertThat(WellFormed.is("\udc00\ud800")).isFalse();
        assertThat(WellFormed.is("x\ud83d")).isFalse();
    }

    private static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("x".repeat(5_000)),
                new StackOverflowError(),
                new AssertionError("no"),
                new NoClassDefFoundError("some.Missing"),
                new java.io.IOException("not declared"),
                new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        throw new UnsupportedOperationException("not even a message");
                    }
                });
    }

    /** Throws anything as if it were unchecked, as other languages on the JVM do. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** The null that a handler in a language without these checks may hand over. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return Optional.<T>empty().orElse(null);
    }
}
