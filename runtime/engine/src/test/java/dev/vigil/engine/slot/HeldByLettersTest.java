package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.SensorRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sensor with too many dead letters, in one slot of one. */
class HeldByLettersTest {
    private static final int MOST = 2;

    private Slot slot = slot(MOST);
    private boolean isMended;
    private int ids;

    private record Count(int events) {}

    /** Counts what it does not reject. */
    private final class Picky extends Sensor<Count> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*").keyedBy(this::key).startingAt(StartPosition.earliest());
        }

        private Optional<String> key(Event event) {
            if (event.type().equals("keyless") && !isMended) {
                throw new IllegalStateException("no key");
            }
            return event.subject();
        }

        @Override
        public Class<Count> stateType() {
            return Count.class;
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            return event.type().equals("bad") && !isMended
                    ? Effect.reject("not wanted")
                    : Effect.become(new Count(state.events() + 1));
        }
    }

    private Slot slot(int most) {
        var made = new Slot(
                new SlotSettings(0, 1, 100, Duration.ofHours(1), 100, most),
                List.of(new SensorRunner<>("a", new Picky(), 3)));
        made.apply(made.open("node", 0).record(), 0);
        return made;
    }

    private EventBlock event(String type, int bytes) {
        var writer = new EventBlockWriter(64);
        writer.add(
                Event.of("s", "" + ids++, type)
                        .subject("k")
                        .data("x".repeat(bytes))
                        .build(),
                false);
        return writer.take();
    }

    private Step commit(List<EventBlock> published, List<Inputs.Replay> replays, List<Inputs.Ruling> rulings) {
        var step = slot.step(
                new Inputs(published, List.of(), List.of(), replays, List.of(), List.of(), List.of(), rulings), 5);
        slot.apply(step.record(), 0);
        return step;
    }

    private EventBlock publish(String type) {
        var block = event(type, 1);
        commit(List.of(block), List.of(), List.of());
        return block;
    }

    private Step.Result discard(int letter) {
        var ruling = new Inputs.Discard(slot.deadLetters().get(letter).id());
        return commit(List.of(), List.of(), List.of(ruling)).ruled().getFirst().result();
    }

    private void catchUp(long offset, EventBlock block) {
        commit(List.of(), List.of(new Inputs.Replay(offset, block, 0)), List.of());
    }

    private boolean isBehind() {
        return slot.behindAfter().isPresent();
    }

    @Test
    void itActsOnNothingUntilOneIsSettledAndThenGoesOn() {
        publish("bad");
        publish("bad");
        var third = publish("good");
        assertThat(slot.instance("a", "k")).isNull();
        assertThat(isBehind()).as("there is no use in feeding it").isFalse();

        assertThat(discard(0)).isEqualTo(Step.Result.DISCARDED);
        assertThat(isBehind()).isTrue();
        catchUp(2, third);
        assertThat(slot.instance("a", "k")).isNotNull();
        assertThat(isBehind()).isFalse();
    }

    @Test
    void itMayBeRedrivenWhileItIsHeld() {
        publish("bad");
        publish("bad");
        isMended = true;
        var ruling = new Inputs.Redrive(slot.deadLetters().getFirst().id(), 0);
        assertThat(commit(List.of(), List.of(), List.of(ruling))
                        .ruled()
                        .getFirst()
                        .result())
                .isEqualTo(Step.Result.HANDLED);
    }

    @Test
    void eventsWithoutAKeyThatComeMeanwhileDoNotHoldIt() {
        publish("bad");
        publish("bad");
        var third = publish("keyless");
        var fourth = publish("keyless");
        assertThat(slot.deadLetters()).hasSize(4);
        assertThat(discard(3)).as("it has not come by it").isEqualTo(Step.Result.HELD);

        assertThat(discard(0)).isEqualTo(Step.Result.DISCARDED);
        assertThat(isBehind()).isTrue();
        catchUp(2, third);
        catchUp(3, fourth);
        assertThat(isBehind()).isFalse();
        assertThat(discard(2)).isEqualTo(Step.Result.DISCARDED);
    }

    @Test
    void aFewThatAreLargeHoldItToo() {
        slot = slot(100);
        for (int i = 0; i < 3; i++) {
            commit(List.of(event("bad", (int) SlotState.MOST_LETTER_BYTES / 3)), List.of(), List.of());
        }
        publish("good");
        assertThat(slot.deadLetters()).hasSize(3);
        assertThat(slot.instance("a", "k")).isNull();
        discard(0);
        assertThat(isBehind()).isTrue();
    }
}
