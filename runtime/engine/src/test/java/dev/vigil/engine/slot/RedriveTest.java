package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.sensor.StateCodec;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people decide about dead letters, step by step, in one slot of two. */
class RedriveTest {
    private static final SlotSettings SETTINGS = new SlotSettings(0, 2, 100, Duration.ofHours(1), 2, Integer.MAX_VALUE);
    private static final int TRIES = 3;
    /** A key that lives in this slot, and is the partition key of every event here. */
    private static final String HERE = keyOf(0);

    private static final String ELSEWHERE = keyOf(1);

    private boolean broken = true;
    private String foundKey = HERE;
    private final Slot slot = opened(new Slot(SETTINGS, List.of()), "a");

    private record Count(int events, int timers) {}

    /** Does what the type of an event says, and fails at it while it is broken. */
    private final class Fragile extends Sensor<Count> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*").keyedBy(this::key).startingAt(StartPosition.earliest());
        }

        private java.util.Optional<String> key(Event event) {
            if (event.type().equals("key") && broken) {
                throw new IllegalStateException("no key");
            }
            return event.type().equals("key") ? java.util.Optional.of(foundKey) : event.subject();
        }

        @Override
        public Class<Count> stateType() {
            return Count.class;
        }

        @Override
        public Count initialState(String key) {
            return new Count(0, 0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            if (event.type().equals("throw") && broken) {
                throw new IllegalStateException("broken");
            }
            if (event.type().equals("reject") && broken) {
                return Effect.reject("not wanted");
            }
            var effect = Effect.become(new Count(state.events() + 1, state.timers()));
            return event.type().equals("timer")
                    ? effect.timer("t", Duration.ofMillis(10))
                    : event.type().equals("none") ? effect : effect.fire("log", event.id());
        }

        @Override
        public Effect<Count> onTimer(Count state, String timer, Context context) {
            if (broken) {
                throw new IllegalStateException("broken timer");
            }
            return Effect.become(new Count(state.events(), state.timers() + 1));
        }
    }

    private static String keyOf(int slot) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "k" + i)
                .filter(key -> Placement.slotOf(key, 2) == slot)
                .findFirst()
                .orElseThrow();
    }

    private Slot opened(Slot before, String... sensors) {
        var next = new Slot(
                SETTINGS,
                java.util.Arrays.stream(sensors)
                        .map(name -> new SensorRunner<>(name, new Fragile(), TRIES))
                        .toList());
        next.restore(before.snapshot());
        next.apply(RecordCodec.encode(next.open("node", 0).record()));
        return next;
    }

    private static EventBlock events(String type, String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(Event.of("s", id, type).subject(HERE).build(), false);
        }
        return writer.take();
    }

    private void publish(String type, String... ids) {
        commit(
                slot,
                new Inputs(
                        List.of(events(type, ids)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                1);
    }

    private static Step commit(Slot slot, Inputs inputs, long now) {
        var step = slot.step(inputs, now);
        assertThat(step.isEmpty()).isFalse();
        slot.apply(RecordCodec.encode(step.record()));
        return step;
    }

    private static Inputs rulings(Inputs.Ruling... rulings) {
        return new Inputs(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(rulings));
    }

    private static Step.Result rule(Slot slot, Inputs.Ruling ruling) {
        return commit(slot, rulings(ruling), 5).ruled().getFirst().result();
    }

    private Step.Result redrive() {
        var letter = letter();
        return rule(slot, new Inputs.Redrive(letter.id(), letter.redrives()));
    }

    private DeadLetter letter() {
        assertThat(slot.deadLetters()).hasSize(1);
        return slot.deadLetters().getFirst();
    }

    private void ended(FiringResult result) {
        commit(
                slot,
                new Inputs(
                        List.of(), List.of(), List.of(), List.of(), List.of(result), List.of(), List.of(), List.of()),
                2);
    }

    private String state(String key) {
        var instance = slot.instance("a", key);
        return instance == null ? "none" : StateCodec.toJson(instance.state());
    }

    @Test
    void whatIsDiscardedIsGone() {
        publish("throw", "1");
        var id = letter().id();
        assertThat(rule(slot, new Inputs.Discard(id))).isEqualTo(Step.Result.DISCARDED);
        assertThat(slot.deadLetters()).isEmpty();
        assertThat(slot.deadLetterCounts()).isEmpty();
        assertThat(rule(slot, new Inputs.Discard(id))).isEqualTo(Step.Result.UNKNOWN);
        assertThat(opened(slot, "a").deadLetters()).isEmpty();
    }

    @Test
    void anEventIsHandledOnceWithTheIdsThatItWouldHaveHadAtFirst() {
        publish("none", "0");
        publish("throw", "1");
        var letter = letter();
        assertThat(letter.attempts()).isEqualTo(TRIES);
        broken = false;
        var step = commit(slot, rulings(new Inputs.Redrive(letter.id(), 0), new Inputs.Redrive(letter.id(), 0)), 5);
        assertThat(step.ruled())
                .extracting(Step.Ruled::result)
                .containsExactly(Step.Result.HANDLED, Step.Result.UNKNOWN);
        assertThat(state(HERE)).isEqualTo("{\"events\":2,\"timers\":0}");
        assertThat(slot.firings())
                .extracting(PendingFiring::id)
                .containsExactly(new Origin(Origin.Kind.EVENT, 0, 1).id(Origin.Use.FIRING, "a", HERE, 0));
        assertThat(slot.deadLetters()).isEmpty();
        assertThat(rule(slot, new Inputs.Redrive(letter.id(), 0)))
                .as("sent again after its answer was lost")
                .isEqualTo(Step.Result.UNKNOWN);
        assertThat(state(HERE)).isEqualTo("{\"events\":2,\"timers\":0}");
    }

    @Test
    void anEventIsHandledInTheTurnOfWhatElseComesIn() {
        publish("throw", "1");
        broken = false;
        var both = new Inputs(
                List.of(events("none", "2", "3")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Inputs.Redrive(letter().id(), 0)));
        commit(slot, both, 3);
        assertThat(state(HERE)).isEqualTo("{\"events\":3,\"timers\":0}");
    }

    @Test
    void anEventThatFailsAgainStaysWithItsAttemptsAndItsCause() {
        publish("throw", "1");
        assertThat(redrive()).isEqualTo(Step.Result.FAILED_AGAIN);
        assertThat(letter().attempts()).isEqualTo(2 * TRIES);
        assertThat(letter().redrives()).isEqualTo(1);
        assertThat(letter().atMillis()).isEqualTo(5);
        assertThat(letter().cause()).contains("broken");
        assertThat(rule(slot, new Inputs.Redrive(letter().id(), 0)))
                .as("sent again after its answer was lost")
                .isEqualTo(Step.Result.DONE_BEFORE);
        assertThat(letter().attempts()).isEqualTo(2 * TRIES);
        assertThat(slot.deadLetterCounts().get("a")).containsOnlyKeys(DeadLetter.Reason.HANDLER_FAILED);
    }

    @Test
    void anEventThatIsRejectedAgainStays() {
        publish("reject", "1");
        assertThat(redrive()).isEqualTo(Step.Result.FAILED_AGAIN);
        assertThat(letter().attempts()).isEqualTo(2);
        broken = false;
        assertThat(redrive()).isEqualTo(Step.Result.HANDLED);
        assertThat(state(HERE)).isEqualTo("{\"events\":1,\"timers\":0}");
    }

    @Test
    void aFiringGoesToItsTriggerAgainUnderTheSameId() {
        publish("fire", "1");
        var firing = slot.firings().getFirst();
        ended(new FiringResult.Exhausted(firing.id(), "refused", 5));
        assertThat(slot.firings()).isEmpty();
        var step = commit(slot, rulings(new Inputs.Redrive(firing.id(), 0), new Inputs.Redrive(firing.id(), 0)), 5);
        assertThat(step.ruled())
                .extracting(Step.Ruled::result)
                .containsExactly(Step.Result.DISPATCHED, Step.Result.UNDER_WAY);
        assertThat(step.record().decided()).hasSize(1);
        assertThat(slot.deadLetters()).isEmpty();
        assertThat(rule(slot, new Inputs.Discard(firing.id()))).isEqualTo(Step.Result.UNDER_WAY);
        var again = opened(slot, "a").firings();
        assertThat(again).hasSize(1);
        assertThat(again.getFirst().id()).isEqualTo(firing.id());
        assertThat(again.getFirst().payload()).isEqualTo(firing.payload());
        assertThat(again.getFirst().decidedMillis()).isEqualTo(firing.decidedMillis());

        ended(new FiringResult.Exhausted(firing.id(), "refused again", 4));
        assertThat(letter().attempts()).isEqualTo(9);
        assertThat(letter().redrives()).isEqualTo(1);
        assertThat(letter().cause()).isEqualTo("refused again");
        assertThat(rule(slot, new Inputs.Redrive(firing.id(), 0)))
                .as("sent again after its answer was lost")
                .isEqualTo(Step.Result.DONE_BEFORE);
        assertThat(redrive()).isEqualTo(Step.Result.DISPATCHED);
        ended(new FiringResult.Delivered(firing.id(), 1));
        assertThat(slot.firings()).isEmpty();
        assertThat(slot.deadLetters()).isEmpty();
    }

    @Test
    void aFiringThatNeverWasADeadLetterIsUnknown() {
        publish("fire", "1");
        var id = slot.firings().getFirst().id();
        assertThat(rule(slot, new Inputs.Redrive(id, 0))).isEqualTo(Step.Result.UNKNOWN);
        assertThat(rule(slot, new Inputs.Discard(id))).isEqualTo(Step.Result.UNKNOWN);
        assertThat(slot.firings()).hasSize(1);
    }

    @Test
    void aTimerRunsAgainAndTheOneThatWasSetSinceStaysSet() {
        publish("timer", "1");
        commit(slot, Inputs.NONE, 100);
        assertThat(letter().timer()).isEqualTo("t");
        publish("timer", "2");
        var due = slot.nextTimer();
        assertThat(due).isPresent();
        broken = false;
        assertThat(redrive()).isEqualTo(Step.Result.HANDLED);
        assertThat(state(HERE)).isEqualTo("{\"events\":2,\"timers\":1}");
        assertThat(slot.nextTimer()).isEqualTo(due);
    }

    @Test
    void anEventWhoseKeyIsFoundHereIsHandled() {
        publish("key", "1");
        assertThat(redrive()).isEqualTo(Step.Result.FAILED_AGAIN);
        assertThat(letter().reason()).isEqualTo(DeadLetter.Reason.KEY_FAILED);
        broken = false;
        assertThat(redrive()).isEqualTo(Step.Result.HANDLED);
        assertThat(state(HERE)).isEqualTo("{\"events\":1,\"timers\":0}");
    }

    @Test
    void anEventWhoseKeyIsFoundElsewhereIsRefusedAndStays() {
        publish("key", "1");
        broken = false;
        foundKey = ELSEWHERE;
        var step = commit(slot, rulings(new Inputs.Redrive(letter().id(), 0)), 5);
        assertThat(step.ruled().getFirst().result()).isEqualTo(Step.Result.REFUSED);
        assertThat(step.ruled().getFirst().reason()).contains("'" + ELSEWHERE + "'", "slot 1");
        assertThat(letter().redrives()).isZero();
        assertThat(state(ELSEWHERE)).isEqualTo("none");
    }

    @Test
    void aDeadLetterOfASensorThatIsNotConfiguredIsRefusedAndStays() {
        publish("throw", "1");
        var without = opened(slot, "b");
        broken = false;
        var step = commit(without, rulings(new Inputs.Redrive(letter().id(), 0)), 5);
        assertThat(step.ruled().getFirst())
                .isEqualTo(new Step.Ruled(letter().id(), Step.Result.REFUSED, "sensor 'a' is not configured"));
        assertThat(without.deadLetters()).hasSize(1);
        assertThat(without.deadLetterCounts()).containsOnlyKeys("a");
        assertThat(rule(without, new Inputs.Discard(letter().id()))).isEqualTo(Step.Result.DISCARDED);
    }

    @Test
    void aHeldSensorsDeadLettersWait() {
        publish("throw", "1");
        publish("fire", "2", "3");
        broken = false;
        assertThat(redrive()).isEqualTo(Step.Result.HELD);
        ended(new FiringResult.Delivered(slot.firings().getFirst().id(), 1));
        assertThat(redrive()).isEqualTo(Step.Result.HANDLED);
    }

    /** If that waited until the sensor comes by it, its key might be another slot's by then, which was not sent it. */
    @Test
    void anEventWhoseKeyIsNotFoundIsADeadLetterAtOnceThoughTheSensorIsHeld() {
        publish("fire", "1", "2");
        publish("key", "3");
        assertThat(letter().reason()).isEqualTo(DeadLetter.Reason.KEY_FAILED);
        broken = false;
        foundKey = ELSEWHERE;
        free();
        comeBy(2, "key", "3");
        assertThat(letter().origin().position()).isEqualTo(2);
        assertThat(redrive()).isEqualTo(Step.Result.REFUSED);
    }

    @Test
    void aSensorThatComesByAnEventWhoseKeyIsFoundNowHandlesItOnce() {
        publish("fire", "1", "2");
        publish("key", "3");
        broken = false;
        free();
        assertThat(redrive()).as("the sensor has not come by it").isEqualTo(Step.Result.HELD);
        assertThat(rule(slot, new Inputs.Discard(letter().id()))).isEqualTo(Step.Result.HELD);
        comeBy(2, "key", "3");
        assertThat(state(HERE)).isEqualTo("{\"events\":3,\"timers\":0}");
        assertThat(slot.deadLetters()).isEmpty();
    }

    @Test
    void aSensorThatComesByAnEventWhoseKeyIsStillNotFoundLeavesTheLetterAsItIs() {
        publish("fire", "1", "2");
        publish("key", "3");
        var letter = letter();
        free();
        comeBy(2, "key", "3");
        assertThat(letter()).isEqualTo(letter);
        assertThat(redrive()).isEqualTo(Step.Result.FAILED_AGAIN);
    }

    @Test
    void aSensorThatIsTakenOutWhileItIsBehindKeepsNoLetterFromBeingDiscarded() {
        publish("fire", "1", "2");
        publish("key", "3");
        var without = opened(slot, "b");
        var step = commit(without, rulings(new Inputs.Redrive(letter().id(), 0)), 5);
        assertThat(step.ruled().getFirst().result()).isEqualTo(Step.Result.REFUSED);
        assertThat(rule(without, new Inputs.Discard(letter().id()))).isEqualTo(Step.Result.DISCARDED);
    }

    private void free() {
        slot.firings().forEach(firing -> ended(new FiringResult.Delivered(firing.id(), 1)));
    }

    private void comeBy(long offset, String type, String id) {
        var stretch = new Inputs.Replay(offset, events(type, id), 1);
        commit(
                slot,
                new Inputs(
                        List.of(), List.of(), List.of(), List.of(stretch), List.of(), List.of(), List.of(), List.of()),
                3);
    }
}
