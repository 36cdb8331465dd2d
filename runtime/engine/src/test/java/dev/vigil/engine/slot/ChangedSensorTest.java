package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.api.UnsupportedStateException;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.sensor.StateCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sensors that are added, changed, removed and dropped between two starts of a slot. */
class ChangedSensorTest {
    private static final SlotSettings ALONE =
            new SlotSettings(0, 1, 1_000, Duration.ofHours(1), 1_000, Integer.MAX_VALUE);
    private static final SlotSettings FIRST_OF_TWO =
            new SlotSettings(0, 2, 1_000, Duration.ofHours(1), 1_000, Integer.MAX_VALUE);

    private final List<byte[]> journal = new ArrayList<>();

    /** Counts and fires on every event; sets a timer for events of type "timer". */
    private static class Counting extends Sensor<Counting.Count> {
        record Count(int events) {}

        private final Subscription subscription;

        Counting(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public Subscription subscription() {
            return subscription;
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            var next = Effect.become(new Count(state.events() + 1)).fire("log", event.id());
            return event.type().equals("timer") ? next.timer("t", Duration.ofMillis(10)) : next;
        }

        @Override
        public Effect<Count> onTimer(Count state, String timer, Context context) {
            return Effect.become(new Count(state.events() + 100));
        }
    }

    /** The next version of it, whose state has another shape. */
    private static final class Renamed extends Sensor<Renamed.Total> {
        record Total(int total, String unit) {}

        private final boolean isRepaired;

        Renamed(boolean isRepaired) {
            this.isRepaired = isRepaired;
        }

        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public int stateVersion() {
            return 2;
        }

        @Override
        public Total upgrade(int version, Map<String, Object> state) {
            if (!isRepaired) {
                throw new UnsupportedStateException("not from version " + version);
            }
            return new Total((Integer) Objects.requireNonNull(state.get("events")), "events");
        }

        @Override
        public Total initialState(String key) {
            return new Total(0, "events");
        }

        @Override
        public Effect<Total> onEvent(Total state, Event event, Context context) {
            return Effect.become(new Total(state.total() + 1, state.unit()));
        }

        @Override
        public Effect<Total> onTimer(Total state, String timer, Context context) {
            return Effect.become(new Total(state.total() + 100, state.unit()));
        }
    }

    private static SensorRunner<?> counting(String name, Subscription subscription) {
        return new SensorRunner<>(name, new Counting(subscription), 2);
    }

    private static Subscription all() {
        return Subscription.to("*").startingAt(StartPosition.earliest());
    }

    /** A slot that has read the journal and been opened with these sensors. */
    private Slot start(SlotSettings settings, long now, SensorRunner<?>... sensors) {
        var slot = new Slot(settings, List.of(sensors));
        journal.forEach(slot::apply);
        for (var needed = slot.neededToOpen(); needed.isPresent(); needed = slot.neededToOpen()) {
            slot.readToOpen(journal.get((int) needed.getAsLong() - 1), needed.getAsLong());
        }
        write(slot, slot.open("node", now));
        return slot;
    }

    private Step commit(Slot slot, Inputs inputs, long now) {
        var step = slot.step(inputs, now);
        assertThat(step.isEmpty()).isFalse();
        write(slot, step);
        return step;
    }

    private void write(Slot slot, Step step) {
        var bytes = RecordCodec.encode(step.record());
        journal.add(bytes);
        slot.apply(bytes);
    }

    private static EventBlock events(String type, String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(Event.of("s", id, type).subject("k").build(), false);
        }
        return writer.take();
    }

    private static Inputs published(EventBlock block) {
        return inputs(List.of(block), List.of(), List.of(), List.of());
    }

    private static Inputs replayed(long first, EventBlock block) {
        return inputs(List.of(), List.of(), List.of(new Inputs.Replay(first, block, 0)), List.of());
    }

    private static Inputs ruling(Inputs.Ruling ruling) {
        return inputs(List.of(), List.of(), List.of(), List.of(ruling));
    }

    private static Inputs inputs(
            List<EventBlock> published,
            List<Inputs.Delivered> delivered,
            List<Inputs.Replay> replays,
            List<Inputs.Ruling> rulings) {
        return new Inputs(published, delivered, List.of(), replays, List.of(), List.of(), List.of(), rulings);
    }

    private Step.Ruled drop(Slot slot, String sensor) {
        return commit(slot, ruling(new Inputs.DropSensor(sensor)), 50).ruled().getFirst();
    }

    private static String state(Slot slot, String sensor) {
        return StateCodec.toJson(
                Objects.requireNonNull(slot.instance(sensor, "k")).state());
    }

    @Test
    void aStateOfAnOlderShapeIsUpgradedAndItsTimersStay() {
        commit(start(ALONE, 0, counting("a", all())), published(events("timer", "1")), 1);
        var slot = start(ALONE, 2, new SensorRunner<>("a", new Renamed(true), 2));
        assertThat(state(slot, "a")).isEqualTo("{\"events\":1}");
        commit(slot, published(events("x", "2")), 3);
        assertThat(state(slot, "a")).isEqualTo("{\"total\":2,\"unit\":\"events\"}");
        assertThat(slot.nextTimer()).hasValue(11);
        commit(slot, Inputs.NONE, 11);
        assertThat(state(slot, "a")).isEqualTo("{\"total\":102,\"unit\":\"events\"}");
    }

    @Test
    void anUpgradeThatFailsKeepsStateAndEventsUntilItIsRepaired() {
        commit(start(ALONE, 0, counting("a", all())), published(events("x", "1")), 1);
        var broken = start(ALONE, 2, new SensorRunner<>("a", new Renamed(false), 2));
        commit(broken, published(events("x", "2")), 3);
        assertThat(state(broken, "a")).isEqualTo("{\"events\":1}");
        var letter = broken.deadLetters().getFirst();
        assertThat(letter.cause()).contains("not from version 1");

        var repaired = start(ALONE, 4, new SensorRunner<>("a", new Renamed(true), 2));
        commit(repaired, ruling(new Inputs.Redrive(letter.id(), 0)), 5);
        assertThat(state(repaired, "a")).isEqualTo("{\"total\":2,\"unit\":\"events\"}");
        assertThat(repaired.deadLetters()).isEmpty();
    }

    @Test
    void aSensorThatWantsOtherTypesKeepsItsStateAndItsBacklog() {
        commit(start(ALONE, 0, counting("a", Subscription.to("x"))), published(events("x", "1")), 1);
        var without = start(ALONE, 2);
        commit(without, published(events("x", "2")), 3);
        commit(without, published(events("y", "3")), 3);
        var slot = start(ALONE, 4, counting("a", Subscription.to("x", "y")));
        assertThat(slot.behindAfter()).hasValue(0);
        commit(slot, replayed(1, events("x", "2")), 5);
        commit(slot, replayed(2, events("y", "3")), 5);
        assertThat(slot.behindAfter()).isEmpty();
        assertThat(state(slot, "a")).isEqualTo("{\"events\":3}");
    }

    @Test
    void anEventThatWasSentHereBeforeItsKeyBecameAnotherIsADeadLetter() {
        var elsewhere = IntStream.range(0, 100)
                .mapToObj(Integer::toString)
                .filter(key -> Placement.slotOf(key, 2) == 1)
                .findFirst()
                .orElseThrow();
        Function<Event, Optional<String>> key = _ -> Optional.of(elsewhere);
        var slot = start(FIRST_OF_TWO, 0, counting("a", Subscription.to("*").keyedBy(key)));
        var block = new Inputs.Delivered("a", 1, -1, 4, events("x", "1"), new long[] {4});
        commit(slot, inputs(List.of(), List.of(block), List.of(), List.of()), 1);
        assertThat(slot.instances("a")).isZero();
        assertThat(slot.received("a", 1)).isEqualTo(4);
        var letter = slot.deadLetters().getFirst();
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.KEY_FAILED);
        assertThat(letter.cause()).isEqualTo("its key is '" + elsewhere + "' now, of slot 1");
        var redriven = commit(slot, ruling(new Inputs.Redrive(letter.id(), 0)), 2);
        assertThat(redriven.ruled().getFirst().result()).isEqualTo(Step.Result.REFUSED);
    }

    @Test
    void aSensorBeginsAtTheFirstEventOfItsTime() {
        var slot = start(ALONE, 0);
        for (int i = 0; i < 20; i++) {
            commit(slot, published(events("x", "a" + i, "b" + i)), 10L * i);
        }
        for (long time = -1; time <= 200; time++) {
            var at = Subscription.to("*").startingAt(StartPosition.at(Instant.ofEpochMilli(time)));
            var next = new Slot(ALONE, List.of(counting("late", at)));
            journal.forEach(next::apply);
            next.apply(next.open("node", 300).record(), 0);
            long first = 2L * Math.clamp((time + 9) / 10, 0, 20);
            assertThat(next.received("late", 0)).as("at " + time).isEqualTo(first - 1);
        }
    }

    @Test
    void aStartIsDecidedOnce() {
        commit(start(ALONE, 0, counting("a", Subscription.to("*"))), published(events("x", "1")), 1);
        var without = start(ALONE, 2);
        commit(without, published(events("x", "2")), 3);
        for (var start : List.of(StartPosition.earliest(), StartPosition.latest())) {
            var again = start(ALONE, 4, counting("a", Subscription.to("*").startingAt(start)));
            assertThat(again.received("a", 0)).isZero();
            assertThat(state(again, "a")).isEqualTo("{\"events\":1}");
        }
    }

    @Test
    void aDroppedSensorHasNoStateAndNoTimersAndGoesOnWhereItHadCome() {
        var slot = start(ALONE, 0, counting("a", all()), counting("b", all()));
        commit(slot, published(events("timer", "1", "2")), 1);
        var without = start(ALONE, 2, counting("b", all()));
        assertThat(without.keptSensors()).containsExactly("a");
        assertThat(drop(without, "a").result()).isEqualTo(Step.Result.DROPPED);
        assertThat(without.keptSensors()).isEmpty();
        assertThat(without.instances("a")).isZero();
        assertThat(without.instances("b")).isEqualTo(1);
        assertThat(drop(without, "a").result()).isEqualTo(Step.Result.UNKNOWN);
        assertThat(without.firings()).as("what it decided is carried out").hasSize(4);
        commit(without, published(events("x", "3")), 60);

        var back = start(ALONE, 70, counting("b", all()), counting("a", all()));
        assertThat(back.behindAfter()).hasValue(1);
        commit(back, replayed(2, events("x", "3")), 71);
        assertThat(state(back, "a")).isEqualTo("{\"events\":1}");
        assertThat(back.nextTimer()).isEmpty();
    }

    @Test
    void aDroppedSensorThatComesBackBeginsAtItsStart() {
        commit(start(ALONE, 0, counting("a", all())), published(events("x", "1")), 1);
        var without = start(ALONE, 2);
        drop(without, "a");
        commit(without, published(events("x", "2")), 60);
        var back = start(ALONE, 70, counting("a", Subscription.to("*")));
        assertThat(back.behindAfter()).isEmpty();
        assertThat(back.received("a", 0)).isEqualTo(1);
        commit(back, published(events("x", "3")), 71);
        assertThat(state(back, "a")).isEqualTo("{\"events\":1}");
    }

    @Test
    void aSensorThatRunsIsNotDropped() {
        var slot = start(ALONE, 0, counting("a", all()));
        commit(slot, published(events("x", "1")), 1);
        assertThat(drop(slot, "a")).isEqualTo(new Step.Ruled("a", Step.Result.REFUSED, "sensor 'a' is configured"));
        assertThat(drop(slot, "other").result()).isEqualTo(Step.Result.UNKNOWN);
        assertThat(state(slot, "a")).isEqualTo("{\"events\":1}");
    }

    @Test
    void aSnapshotKnowsThatASensorIsDropped() {
        commit(start(ALONE, 0, counting("a", all())), published(events("x", "1")), 1);
        var without = start(ALONE, 2);
        drop(without, "a");
        var restored = new Slot(ALONE, List.of(counting("a", all())));
        restored.restore(without.snapshot());
        assertThat(restored.instances("a")).isZero();
        assertThat(restored.keptSensors()).isEmpty();
        restored.apply(restored.open("node", 60).record(), 0);
        assertThat(restored.keptSensors()).isEmpty();
        assertThat(restored.runs("a")).isTrue();
    }
}
