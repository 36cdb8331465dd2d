package dev.vigil.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.slot.SlotSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 1, 100, Duration.ofHours(1), 100, Integer.MAX_VALUE);

    private final Slot slot = new Slot(SETTINGS, List.<SensorRunner<?>>of());
    private final LogTail tail = new LogTail();
    private int events;

    LogTailTest() {
        slot.apply(slot.open("node", 0).record(), 0);
    }

    /** A record of one event, of that size, as it is when it is on disk. */
    private SlotRecord record(int bytes) {
        var writer = new EventBlockWriter(64);
        writer.add(
                Event.of("s", "" + events++, "t")
                        .subject("k")
                        .data("x".repeat(bytes))
                        .build(),
                false);
        var published = List.<EventBlock>of(writer.take());
        var inputs = new Inputs(published, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        var record = slot.step(inputs, 0).record();
        slot.apply(record, 0);
        return record;
    }

    private static List<Long> offsets(List<Inputs.Replay> replays) {
        return replays.stream().map(Inputs.Replay::firstOffset).toList();
    }

    @Test
    void whatCameWhileItWasReadFollowsAndThenWhatComesUntilItIsHandled() {
        record(1);
        tail.begin(slot.nextOffset());
        assertThat(tail.committed(record(1))).isEmpty();
        assertThat(tail.committed(record(1))).isEmpty();
        tail.handled(); // a step of other things
        assertThat(offsets(tail.read(0))).containsExactly(1L, 2L);
        assertThat(offsets(tail.committed(record(1)))).containsExactly(3L);
        tail.handled();
        assertThat(tail.committed(record(1))).isEmpty();
    }

    @Test
    void aStretchThatWasNotReadToItsEndIsFollowedByNothing() {
        record(1);
        record(1);
        tail.begin(slot.nextOffset());
        assertThat(tail.committed(record(1))).isEmpty();
        assertThat(tail.read(0)).isEmpty();
        assertThat(tail.committed(record(1))).isEmpty();
    }

    @Test
    void whatIsTooMuchIsNotKept() {
        record(1);
        tail.begin(slot.nextOffset());
        for (int i = 0; i < 3; i++) {
            tail.committed(record(800_000));
        }
        assertThat(tail.read(0)).isEmpty();
    }

    @Test
    void whatComesWhileMuchWaitsToBeHandledIsNotAddedWithoutEnd() {
        record(1);
        tail.begin(slot.nextOffset());
        assertThat(tail.read(0)).isEmpty();
        assertThat(tail.committed(record(800_000))).hasSize(1);
        assertThat(tail.committed(record(800_000))).hasSize(1);
        assertThat(tail.committed(record(800_000))).isEmpty();
        assertThat(tail.committed(record(1))).as("it would leave a gap").isEmpty();
    }

    @Test
    void whatNobodyReadsIsNotKept() {
        assertThat(tail.committed(record(1))).isEmpty();
        assertThat(tail.read(0)).isEmpty();
    }
}
