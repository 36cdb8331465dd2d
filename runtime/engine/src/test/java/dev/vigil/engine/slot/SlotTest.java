package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import dev.vigil.engine.sensor.SensorRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One slot of one, step by step. */
class SlotTest {
    private static final SlotSettings SETTINGS = new SlotSettings(0, 1, 100, Duration.ofHours(1), 2, Integer.MAX_VALUE);

    /** Counts, sets a timer on "timer" events, fires on all others. */
    private static final class Counting extends Sensor<Counting.Count> {
        record Count(int events, int timers) {}

        @Override
        public Subscription subscription() {
            return Subscription.to("*").startingAt(StartPosition.earliest());
        }

        @Override
        public Count initialState(String key) {
            return new Count(0, 0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            var effect = Effect.become(new Count(state.events() + 1, state.timers()));
            return event.type().equals("timer")
                    ? effect.timer("t", Duration.ofMillis(10))
                    : effect.fire("log", event.id());
        }

        @Override
        public Effect<Count> onTimer(Count state, String timer, Context context) {
            return Effect.become(new Count(state.events(), state.timers() + 1)).fire("log", "timer");
        }
    }

    private static List<SensorRunner<?>> sensors(String... names) {
        return java.util.Arrays.stream(names)
                .<SensorRunner<?>>map(name -> new SensorRunner<>(name, new Counting(), 3))
                .toList();
    }

    private static Slot opened(Slot before, List<SensorRunner<?>> sensors) {
        var slot = new Slot(SETTINGS, sensors);
        if (before.sequence() > 0) {
            slot.restore(before.snapshot());
        }
        slot.apply(RecordCodec.encode(slot.open("node", 0).record()));
        return slot;
    }

    private static Slot opened(String... names) {
        return opened(new Slot(SETTINGS, List.of()), sensors(names));
    }

    private static EventBlock events(String type, String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(Event.of("s", id, type).subject("k").build(), false);
        }
        return writer.take();
    }

    private static Inputs published(EventBlock... blocks) {
        return new Inputs(List.of(blocks), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Inputs results(List<PendingFiring> firings) {
        return outcomes(firings.stream()
                .<FiringResult>map(firing -> new FiringResult.Delivered(firing.id(), 1))
                .toList());
    }

    private static Inputs outcomes(List<FiringResult> results) {
        return new Inputs(List.of(), List.of(), List.of(), List.of(), results, List.of(), List.of(), List.of());
    }

    private static Step commit(Slot slot, Inputs inputs, long now) {
        var step = slot.step(inputs, now);
        assertThat(step.isEmpty()).isFalse();
        slot.apply(step.record(), 0);
        return step;
    }

    private static String state(Slot slot, String sensor) {
        var instance = slot.instance(sensor, "k");
        assertThat(instance).isNotNull();
        return dev.vigil.engine.sensor.StateCodec.toJson(instance.state());
    }

    @Test
    void eachBlockIsAnsweredWithTheDuplicatesInIt() {
        var slot = opened("a");
        var step = commit(slot, published(events("timer", "1", "2", "1"), events("timer", "2", "3")), 0);
        assertThat(step.answers().get(0).accepted()).isEqualTo(2);
        assertThat(step.answers().get(0).duplicates()).containsExactly(2);
        assertThat(step.answers().get(1).accepted()).isEqualTo(1);
        assertThat(step.answers().get(1).duplicates()).containsExactly(0);
        var again = slot.step(published(events("timer", "3", "1")), 1);
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.answers().getFirst().duplicates()).containsExactly(0, 1);
        assertThat(state(slot, "a")).isEqualTo("{\"events\":3,\"timers\":0}");
    }

    @Test
    void aFiringThatBecomesAnEventIsPublishedOnceHoweverOftenItIsSaid() {
        var slot = opened("a");
        commit(slot, published(events("plain", "1")), 0);
        var id = slot.firings().getFirst().id();
        FiringResult becomes = new FiringResult.Published(
                id, Event.of("/t", id, "u").subject("k").build(), 2);
        var step = commit(slot, outcomes(List.of(becomes, becomes)), 1);
        assertThat(step.record().ended()).containsExactly(new SlotRecord.Ended(id, Optional.empty(), 2));
        assertThat(slot.firings()).isEmpty();
        assertThat(slot.publications(Placement.slotOf("k", SETTINGS.slots()))).hasSize(1);
        assertThat(slot.step(outcomes(List.of(becomes)), 2).isEmpty()).isTrue();
    }

    @Test
    void theTimersOfASensorThatDoesNotRunWaitUntilItDoes() {
        var slot = opened("a", "b");
        commit(slot, published(events("timer", "1")), 0);
        assertThat(slot.nextTimer()).hasValue(10);
        var without = opened(slot, sensors("c"));
        assertThat(without.nextTimer()).isEmpty();
        assertThat(without.step(Inputs.NONE, 1_000).isEmpty()).isTrue();
        var with = opened(without, sensors("b"));
        assertThat(with.nextTimer()).hasValue(10);
        commit(with, Inputs.NONE, 1_000);
        assertThat(state(with, "b")).isEqualTo("{\"events\":1,\"timers\":1}");
        assertThat(state(with, "a")).isEqualTo("{\"events\":1,\"timers\":0}");
        assertThat(with.nextTimer()).isEmpty();
    }

    @Test
    void aHeldSensorActsOnNothingUntilItsFiringsEnd() {
        var slot = opened("a");
        commit(slot, published(events("timer", "1"), events("fire", "2", "3")), 0);
        assertThat(slot.firings()).hasSize(2);
        assertThat(slot.nextTimer()).isEmpty();
        assertThat(slot.step(Inputs.NONE, 1_000).isEmpty()).isTrue();
        commit(slot, published(events("fire", "4")), 1);
        assertThat(slot.nextOffset()).as("the bus goes on").isEqualTo(4);
        assertThat(state(slot, "a")).isEqualTo("{\"events\":3,\"timers\":0}");
        assertThat(slot.behindAfter())
                .as("held, so there is no use in feeding it")
                .isEmpty();

        commit(slot, results(slot.firings()), 2);
        assertThat(slot.behindAfter()).hasValue(2);
        assertThat(slot.nextTimer()).hasValue(10);
        var replay = new Inputs.Replay(3, events("fire", "4"), 0);
        commit(slot, replays(replay), 3);
        assertThat(state(slot, "a")).isEqualTo("{\"events\":4,\"timers\":0}");
        assertThat(slot.behindAfter()).isEmpty();
        assertThat(slot.step(replays(replay), 4).isEmpty()).isTrue();
    }

    @Test
    void aSensorThatCatchesUpHandlesWhatComesInTheSameStepOnce() {
        var slot = opened("a");
        commit(slot, published(events("timer", "1", "2")), 0);
        var both = opened(slot, sensors("a", "b"));
        var inputs = new Inputs(
                List.of(events("timer", "3")),
                List.of(),
                List.of(),
                List.of(new Inputs.Replay(0, events("timer", "1", "2"), 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        commit(both, inputs, 1);
        assertThat(state(both, "b")).isEqualTo("{\"events\":3,\"timers\":0}");
        assertThat(both.behindAfter()).isEmpty();
        assertThat(both.received("b", 0)).isEqualTo(2);
    }

    @Test
    void aReplayThatGoesBeyondWhatIsAppliedChangesNothing() {
        var slot = opened("a");
        commit(slot, published(events("timer", "1")), 0);
        var both = opened(slot, sensors("a", "b"));
        assertThat(both.step(replays(new Inputs.Replay(0, events("timer", "1", "2"), 0)), 1)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aDeliveryForASensorThatIsNotHereChangesNothing() {
        var slot = opened("a");
        var block = new Inputs.Delivered("unknown", 0, -1, 0, events("timer", "1"), new long[] {0});
        var step = slot.step(
                new Inputs(List.of(), List.of(block), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
                0);
        assertThat(step.isEmpty()).isTrue();
        assertThat(slot.received("unknown", 0)).isEqualTo(-1);
    }

    @Test
    void aDeliveryWhoseOffsetsAreNotThoseOfItsEventsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Inputs.Delivered("a", 0, -1, 0, events("timer", "1"), new long[0]));
    }

    @Test
    void confirmationsNeverGoBack() {
        var slot = opened("a");
        commit(slot, published(events("timer", "1", "2")), 0);
        slot.confirmIdle("a", 0);
        assertThat(slot.confirmed("a", 0)).isEqualTo(1);
        var late = new Inputs(
                List.of(events("timer", "3")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Inputs.Confirmed("a", 0, 0)),
                List.of(),
                List.of());
        commit(slot, late, 1);
        assertThat(slot.confirmed("a", 0)).isEqualTo(1);
    }

    @Test
    void timeNeverGoesBack() {
        var slot = opened("a");
        commit(slot, published(events("timer", "1")), 5_000);
        var step = commit(slot, published(events("timer", "2")), 10);
        assertThat(step.record().atMillis()).isEqualTo(5_000);
    }

    private static Inputs replays(Inputs.Replay replay) {
        return new Inputs(List.of(), List.of(), List.of(), List.of(replay), List.of(), List.of(), List.of(), List.of());
    }
}
