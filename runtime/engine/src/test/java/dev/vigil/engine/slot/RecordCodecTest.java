package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.Origin;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class RecordCodecTest {
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 4, 100, Duration.ofHours(1), 100, Integer.MAX_VALUE);

    @Example
    void aRecordWithEverythingInItIsReadAsItWasWritten() {
        var record = everything();
        var read = RecordCodec.decode(RecordCodec.encode(record), "a record");
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("events", "identities")
                .isEqualTo(record);
        assertThat(read.events().toBytes()).isEqualTo(record.events().toBytes());
        assertThat(read.lastOffset()).isEqualTo(record.lastOffset());
    }

    @Example
    void everySingleFlippedBitIsDetected() {
        for (var sealed :
                List.of(RecordCodec.encode(everything()), Frame.seal(new byte[0]), Frame.seal(new byte[] {7}))) {
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                var flipped = sealed.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThatExceptionOfType(CorruptRecordException.class)
                        .as("bit " + bit)
                        .isThrownBy(() -> Frame.open(flipped, "record 7"))
                        .withMessageStartingWith("record 7: ");
            }
        }
    }

    @Example
    void everyCutIsDetected() {
        var sealed = RecordCodec.encode(everything());
        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> RecordCodec.decode(cut, "cut"));
        }
    }

    @Property(tries = 3_000)
    void wrongBytesUnderARightChecksumEndInTheOneException(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var raw = Frame.open(RecordCodec.encode(everything()), "whole");
        damage(raw, random);
        int length = random.nextInt(4) == 0 ? random.nextInt(raw.length) : raw.length;
        try {
            var slot = new Slot(SETTINGS, List.of());
            slot.apply(record(1, new SlotRecord.Opened("n", List.of(new SlotRecord.Registered(0, "s", -1)))), 0);
            slot.apply(Frame.seal(raw, length));
        } catch (CorruptRecordException e) {
            assertThat(e).hasMessageStartingWith("slot 0");
        }
    }

    @Property(tries = 3_000)
    void wrongBytesInASnapshotEndInTheOneException(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var bytes = slot().snapshot();
        damage(bytes, random);
        var some = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 5)) : bytes;
        try {
            new Slot(SETTINGS, List.of()).restore(some);
        } catch (CorruptRecordException e) {
            assertThat(e).hasMessageStartingWith("slot 0: snapshot: ");
        }
    }

    @Property(tries = 2_000)
    void anyBytesAreNoRecord(@ForAll byte[] bytes) {
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> RecordCodec.decode(bytes, "noise"));
    }

    @Example
    void aRawLengthThatCannotBeIsRefusedBeforeMemoryIsTaken() {
        var sealed = Frame.seal(new byte[100]);
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 100_000}) {
            var wrong = sealed.clone();
            Frame.INT.set(wrong, 6, length);
            var crc = new java.util.zip.CRC32C();
            crc.update(wrong, 0, 2);
            crc.update(wrong, 6, wrong.length - 6);
            Frame.INT.set(wrong, 2, (int) crc.getValue());
            assertThatExceptionOfType(CorruptRecordException.class)
                    .isThrownBy(() -> Frame.open(wrong, "r"))
                    .withMessageContaining("raw length");
        }
    }

    @Example
    void whatDoesNotCompressIsKeptAsItIs() {
        var random = new SplittableRandom(1);
        for (int length : new int[] {0, 1, 10, 1_000, 100_000}) {
            var noise = new byte[length];
            random.nextBytes(noise);
            assertThat(Frame.open(Frame.seal(noise), "noise")).isEqualTo(noise);
            assertThat(Frame.open(Frame.seal(new byte[length]), "zeros")).isEqualTo(new byte[length]);
            assertThat(Frame.seal(noise)).hasSizeLessThanOrEqualTo(length + 10);
        }
    }

    @Example
    void recordsAndSnapshotsOfMoreThan64MiBAreRead() {
        var state = new byte[70 << 20];
        new SplittableRandom(1).nextBytes(state);
        var slot = new Slot(SETTINGS, List.of());
        slot.apply(record(1, new SlotRecord.Opened("n", List.of(new SlotRecord.Registered(0, "s", -1)))), 0);
        var instances = new HashMap<String, @Nullable Instance>();
        instances.put("k", new Instance(state, 1, 5, List.of()));
        slot.apply(RecordCodec.encode(changing(2, Map.of(0, instances))));
        var restored = new Slot(SETTINGS, List.of());
        restored.restore(slot.snapshot());
        var instance = restored.instance("s", "k");
        assertThat(instance).isNotNull();
        assertThat(instance.state()).isEqualTo(state);
    }

    @Example
    void aRecordThatDoesNotFollowIsRefused() {
        var slot = slot();
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> slot.apply(RecordCodec.encode(changing(7, Map.of()))))
                .withMessage("slot 0: record 7 where 3 should follow");
    }

    @Example
    void aSnapshotOfAnotherNumberOfSlotsIsRefused() {
        var other = new Slot(new SlotSettings(0, 8, 100, Duration.ofHours(1), 100, Integer.MAX_VALUE), List.of());
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> other.restore(slot().snapshot()))
                .withMessageContaining("of 4 slots, not of 8");
    }

    @Example
    void aSnapshotCarriesAllThatTheRecordsMade() {
        var slot = slot();
        var restored = new Slot(SETTINGS, List.of());
        restored.restore(slot.snapshot());
        assertThat(SlotDescription.of(restored.snapshot(), SETTINGS))
                .isEqualTo(SlotDescription.of(slot.snapshot(), SETTINGS));
    }

    private static void damage(byte[] bytes, SplittableRandom random) {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
    }

    private static Slot slot() {
        var slot = new Slot(SETTINGS, List.of());
        slot.apply(record(1, new SlotRecord.Opened("n", List.of(new SlotRecord.Registered(0, "s", -1)))), 0);
        slot.apply(RecordCodec.encode(everything()));
        return slot;
    }

    private static SlotRecord record(long sequence, SlotRecord.Opened opened) {
        return new SlotRecord(
                sequence,
                5,
                Optional.of(opened),
                0,
                EventBlock.EMPTY,
                new long[0],
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                SlotRecord.Replays.NONE);
    }

    /** An empty record of that time. */
    static SlotRecord at(long sequence, long atMillis, long firstOffset) {
        return new SlotRecord(
                sequence,
                atMillis,
                Optional.empty(),
                firstOffset,
                EventBlock.EMPTY,
                new long[0],
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                SlotRecord.Replays.NONE);
    }

    private static SlotRecord changing(long sequence, Map<Integer, Map<String, @Nullable Instance>> changes) {
        return new SlotRecord(
                sequence,
                5,
                Optional.empty(),
                0,
                EventBlock.EMPTY,
                new long[0],
                changes,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                SlotRecord.Replays.NONE);
    }

    private static SlotRecord everything() {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("s", "1", "t").subject("k").data("{}").build(), false);
        writer.add(Event.of("s", "2", "t").extension("x", true).build(), true);
        var instances = new HashMap<String, @Nullable Instance>();
        instances.put("k", new Instance(new byte[] {(byte) 0xA0}, 3, 9, List.of(new Instance.Timer("t", 77))));
        instances.put("gone", null);
        var firing = new PendingFiring(
                "f1",
                0,
                "k",
                "log",
                "\"é\"".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                9,
                4,
                2,
                true,
                Optional.of(new dev.vigil.api.TraceContext(
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1")));
        var letter = new DeadLetter(
                "d1",
                0,
                "k",
                DeadLetter.Reason.REJECTED,
                "because",
                2,
                9,
                new Origin(Origin.Kind.TIMER, 0, 4),
                "t",
                8,
                Optional.of(new byte[] {1}),
                Optional.of(firing),
                3,
                true);
        return new SlotRecord(
                2,
                9,
                Optional.of(new SlotRecord.Opened("node", List.of(new SlotRecord.Registered(1, "new", 12)))),
                0,
                writer.take(),
                new long[0],
                Map.of(0, instances),
                List.of(firing),
                List.of(
                        new SlotRecord.Ended("f0", Optional.of("why"), 3),
                        new SlotRecord.Ended("f9", Optional.empty(), 1)),
                List.of(letter),
                List.of(new SlotRecord.Position(0, 1, -1), new SlotRecord.Position(1, 2, 5)),
                List.of(new SlotRecord.Position(0, 3, 8)),
                List.of(1),
                List.of(new Publication(2, 1, new byte[] {4, 5}, "0f")),
                Map.of(1, 3L),
                Map.of(2, 0L),
                2,
                List.of("d0", "d7"),
                List.of(0),
                Optional.of(new LogBegin(2, 1, 77)),
                SlotRecord.Replays.NONE);
    }
}
