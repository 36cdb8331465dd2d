package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.SensorRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a slot lets its log begin. */
class LogCutTest {
    private static final SlotSettings ALONE =
            new SlotSettings(0, 1, 1_000, Duration.ofHours(1), 1_000, Integer.MAX_VALUE);
    private static final SlotSettings FIRST_OF_TWO =
            new SlotSettings(0, 2, 1_000, Duration.ofHours(1), 1_000, Integer.MAX_VALUE);
    private static final Retention FIFTY_MILLIS = new Retention(50, Long.MAX_VALUE);

    private final List<byte[]> journal = new ArrayList<>();

    private static final class Counting extends Sensor<Counting.Count> {
        record Count(int events) {}

        @Override
        public Subscription subscription() {
            return Subscription.to("*").startingAt(StartPosition.earliest());
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            return Effect.become(new Count(state.events() + 1));
        }
    }

    @Test
    void whatIsYoungerThanItsTimeStays() {
        var slot = filled(ALONE, "a");
        var cut = slot.logCut(FIFTY_MILLIS, slot.sequence() - 1, 100).orElseThrow();
        // The event of time n has offset n and is in record n + 2.
        assertThat(cut.offset()).isEqualTo(50);
        assertThat(cut.sequence()).isEqualTo(52);
        cut(slot, cut, 100);
        assertThat(slot.logExtent().oldestMillis()).isEqualTo(50);
        assertThat(slot.logCut(FIFTY_MILLIS, slot.sequence() - 1, 100)).isEmpty();
        assertThat(slot.sequenceBefore(0)).isEqualTo(52);
        assertThat(slot.sequenceBeforeTime(0)).isEqualTo(52);
    }

    @Test
    void whatExceedsTheSizeGoes() {
        var slot = filled(ALONE, "a");
        long all = journal.stream().mapToLong(record -> record.length).sum();
        assertThat(slot.logExtent().bytes()).isEqualTo(all);
        var half = new Retention(Long.MAX_VALUE, all / 2);
        cut(slot, slot.logCut(half, slot.sequence() - 1, 100).orElseThrow(), 100);
        assertThat(slot.logExtent().bytes()).isBetween(all / 2 - all / 20, all / 2 + 100);
        assertThat(slot.overdueBytes(half, 100)).isLessThan(200);
    }

    @Test
    void whatTheSnapshotsDoNotCoverStays() {
        var slot = filled(ALONE, "a");
        assertThat(slot.logCut(FIFTY_MILLIS, 20, 1_000).orElseThrow().sequence())
                .isEqualTo(21);
        assertThat(slot.logCut(FIFTY_MILLIS, 0, 1_000)).isEmpty();
        assertThat(slot.logCut(Retention.ALL, slot.sequence(), 1_000)).isEmpty();
    }

    @Test
    void whatASensorHasNotHadStaysThoughItDoesNotRun() {
        commit(start(ALONE, 0, "a", "b"), 0);
        var slot = start(ALONE, 1, "a");
        for (int time = 2; time < 100; time++) {
            commit(slot, time);
        }
        assertThat(slot.logCut(FIFTY_MILLIS, slot.sequence(), 1_000).map(LogBegin::offset))
                .hasValue(1L);
        assertThat(slot.overdueBytes(FIFTY_MILLIS, 1_000)).isPositive();
        var drop = new Inputs(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Inputs.DropSensor("b")));
        write(slot, slot.step(drop, 100));
        assertThat(slot.logCut(FIFTY_MILLIS, slot.sequence(), 1_000).map(LogBegin::offset))
                .hasValue(99L);
    }

    @Test
    void whatAnotherSlotHasNotConfirmedStays() {
        var slot = filled(FIRST_OF_TWO, "a");
        assertThat(slot.logCut(FIFTY_MILLIS, slot.sequence(), 1_000)).isEmpty();
        slot.confirmIdle("a", 1);
        assertThat(slot.logCut(FIFTY_MILLIS, slot.sequence(), 1_000)).isPresent();
    }

    /** What the owner knew of others, and no record said, the next one must not look for. */
    @Test
    void nobodyLooksForWhatIsGone() {
        var slot = filled(FIRST_OF_TWO, "a");
        var snapshot = slot.snapshot();
        int covered = (int) slot.sequence();
        slot.confirmIdle("a", 1);
        cut(slot, slot.logCut(FIFTY_MILLIS, covered, 1_000).orElseThrow(), 1_000);
        var next = new Slot(FIRST_OF_TWO, runners("a"));
        next.restore(snapshot);
        journal.subList(covered, journal.size()).forEach(next::apply);
        assertThat(next.logBegin()).isEqualTo(slot.logBegin());
        assertThat(next.confirmed("a", 1)).isEqualTo(slot.logBegin().offset() - 1);
    }

    @Test
    void allEventsMayGoAndTheLogGoesOn() {
        var slot = filled(ALONE, "a");
        for (int i = 0; i < 3; i++) {
            write(slot, slot.open("node", 200));
        }
        cut(slot, slot.logCut(FIFTY_MILLIS, slot.sequence() - 1, 1_000).orElseThrow(), 1_000);
        assertThat(slot.logExtent()).isEqualTo(new LogExtent(100, 100, 2, journal.getLast().length, 0));
        assertThat(slot.logCut(FIFTY_MILLIS, slot.sequence() - 1, 5_000)).isEmpty();
        commit(slot, 2_000);
        commit(slot, 2_001);
        assertThat(slot.logExtent().oldestMillis()).isEqualTo(2_000);
        var next = start(ALONE, 2_002, "a", "late");
        assertThat(next.received("late", 0)).isEqualTo(99);
        assertThat(next.behindAfter()).hasValue(99);
    }

    @Test
    void aTimeThatIsGoneIsWhereTheLogBegins() {
        var slot = filled(ALONE, "a");
        cut(slot, slot.logCut(FIFTY_MILLIS, slot.sequence() - 1, 100).orElseThrow(), 100);
        for (long time = 0; time < 60; time++) {
            var search = SnapshotCodec.decode(slot.snapshot(), ALONE)
                    .log
                    .search(Instant.ofEpochMilli(time).toEpochMilli(), slot.sequence(), slot.nextOffset());
            assertThat(search.next()).isEmpty();
            assertThat(search.offset()).isEqualTo(Math.max(50, time));
        }
    }

    @Test
    void aLogThatWouldBeginEarlierIsCorrupt() {
        var slot = filled(ALONE, "a");
        cut(slot, new LogBegin(30, 28, 0), 100);
        for (var wrong : List.of(new LogBegin(30, 28, 0), new LogBegin(2, 0, 0), new LogBegin(1_000, 28, 0))) {
            assertThatThrownBy(() -> slot.apply(slot.cutLog(wrong, 100).record(), 0))
                    .as(wrong.toString())
                    .isInstanceOf(CorruptRecordException.class);
            slot.restore(replayed().snapshot());
        }
    }

    private Slot replayed() {
        var slot = new Slot(ALONE, runners("a"));
        journal.forEach(slot::apply);
        return slot;
    }

    /** A slot with an event of each of the times 0 to 99. */
    private Slot filled(SlotSettings settings, String... sensors) {
        var slot = start(settings, 0, sensors);
        for (int time = 0; time < 100; time++) {
            commit(slot, time);
        }
        return slot;
    }

    private Slot start(SlotSettings settings, long now, String... sensors) {
        var slot = new Slot(settings, runners(sensors));
        journal.forEach(slot::apply);
        write(slot, slot.open("node", now));
        return slot;
    }

    private static List<SensorRunner<?>> runners(String... sensors) {
        return Arrays.stream(sensors)
                .<SensorRunner<?>>map(name -> new SensorRunner<>(name, new Counting(), 1))
                .toList();
    }

    private void commit(Slot slot, long now) {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("s", "e" + slot.nextOffset(), "t").subject("k").build(), false);
        write(
                slot,
                slot.step(
                        new Inputs(
                                List.of(writer.take()),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                        now));
    }

    private void cut(Slot slot, LogBegin to, long now) {
        var step = slot.cutLog(to, now);
        assertThat(step.isEmpty()).isFalse();
        assertThat(step.record().logBegins()).isEqualTo(Optional.of(to));
        write(slot, step);
    }

    private void write(Slot slot, Step step) {
        var bytes = RecordCodec.encode(step.record());
        journal.add(bytes);
        slot.apply(bytes);
    }
}
