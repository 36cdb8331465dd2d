package dev.vigil.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a slot that reads its log sends to another, where a key function fails on the way. */
class FeedsTest {
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 2, 100, Duration.ofHours(1), 100, Integer.MAX_VALUE);
    private static final String HERE = keyOf(0);
    private static final String ELSEWHERE = keyOf(1);

    private boolean isBroken = true;
    private final Slot slot = taken("1", "2", "3");
    private final Feeds feeds =
            new Feeds(0, 2, slot, runners(), new FeedSettings(1 << 20, 1 << 20, Duration.ofSeconds(1)));

    private final class Keyed extends Sensor<Integer> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*").keyedBy(this::key).startingAt(StartPosition.earliest());
        }

        private Optional<String> key(Event event) {
            if (event.id().equals("2") && isBroken) {
                throw new IllegalStateException("no key");
            }
            return Optional.of(ELSEWHERE);
        }

        @Override
        public Integer initialState(String key) {
            return 0;
        }

        @Override
        public Effect<Integer> onEvent(Integer state, Event event, Context context) {
            return Effect.become(state + 1);
        }
    }

    /** Else a repair before that would leave it to nobody: its key is another slot's, which has gone past it. */
    @Test
    void anEventWhoseKeyIsNotFoundIsNotPassedBeforeTheSensorHasComeByItHere() {
        feeds.replayed(stretch());
        assertThat(sent()).containsExactly(0L);
        assertThat(feeds.behindAfter()).as("there is nothing to read for it").isEmpty();
        feeds.follow();
        assertThat(feeds.behindAfter()).isEmpty();

        apply(new Inputs(
                List.of(), List.of(), List.of(), List.of(stretch()), List.of(), List.of(), List.of(), List.of()));
        assertThat(slot.deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetter.Reason.KEY_FAILED);
        feeds.follow();
        assertThat(feeds.behindAfter()).hasValue(0);
        feeds.replayed(stretch());
        assertThat(sent()).containsExactly(2L);
        assertThat(feeds.behindAfter()).isEmpty();
    }

    @Test
    void whatIsRepairedBeforeIsSent() {
        feeds.replayed(stretch());
        assertThat(sent()).containsExactly(0L);
        isBroken = false;
        apply(new Inputs(
                List.of(), List.of(), List.of(), List.of(stretch()), List.of(), List.of(), List.of(), List.of()));
        assertThat(slot.deadLetters()).isEmpty();
        feeds.follow();
        feeds.replayed(stretch());
        assertThat(sent()).containsExactly(1L, 2L);
    }

    private List<SensorRunner<?>> runners() {
        return List.of(new SensorRunner<>("a", new Keyed(), 1));
    }

    /** A slot that took events before it knew the sensor. */
    private Slot taken(String... ids) {
        var before = new Slot(SETTINGS, List.of());
        before.apply(RecordCodec.encode(before.open("node", 1).record()));
        var step = before.step(
                new Inputs(
                        List.of(events(ids)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                1);
        before.apply(RecordCodec.encode(step.record()));
        var slot = new Slot(SETTINGS, runners());
        slot.restore(before.snapshot());
        slot.apply(RecordCodec.encode(slot.open("node", 2).record()));
        return slot;
    }

    private void apply(Inputs inputs) {
        slot.apply(RecordCodec.encode(slot.step(inputs, 3).record()));
    }

    private static Inputs.Replay stretch() {
        return new Inputs.Replay(0, events("1", "2", "3"), 1);
    }

    private static EventBlock events(String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(Event.of("s", id, "t").subject(HERE).build(), false);
        }
        return writer.take();
    }

    /** The offsets of the events that go out now. */
    private List<Long> sent() {
        return feeds.takeDue(5).stream()
                .flatMap(send -> IntStream.range(0, send.block().offsets().length)
                        .mapToObj(i -> send.block().offsets()[i]))
                .toList();
    }

    private static String keyOf(int slot) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "k" + i)
                .filter(key -> Placement.slotOf(key, 2) == slot)
                .findFirst()
                .orElseThrow();
    }
}
