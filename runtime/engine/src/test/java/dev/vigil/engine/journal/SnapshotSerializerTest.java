package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SnapshotSerializerTest {
    private final SnapshotSerializer serializer = new SnapshotSerializer();

    @Property
    void whatIsWrittenIsRead(@ForAll long sequence, @ForAll byte[] before, @ForAll byte[] record) {
        var read = read(SnapshotSerializer.write(new SlotSnapshot(sequence, before, record)));

        assertThat(read.sequence()).isEqualTo(sequence);
        assertThat(read.before()).isEqualTo(before);
        assertThat(read.record()).isEqualTo(record);
    }

    @Test
    void aLargeStateThatRepeatsItselfIsMadeSmall() {
        var bytes = SnapshotSerializer.write(new SlotSnapshot(1, new byte[1 << 20], new byte[0]));

        assertThat(bytes).hasSizeLessThan(1 << 13);
        assertThat(read(bytes).before()).hasSize(1 << 20);
    }

    @Test
    void anyDamagedByteIsNoticed() {
        var random = new Random(1);
        var state = new byte[300];
        random.nextBytes(state);
        var bytes = SnapshotSerializer.write(new SlotSnapshot(7, state, new byte[] {1, 2, 3}));
        for (int i = 0; i < bytes.length; i++) {
            var damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void aSnapshotThatIsCutOffIsNoticed() {
        var bytes = SnapshotSerializer.write(new SlotSnapshot(7, new byte[100], new byte[] {1, 2, 3}));
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void aLaterVersionIsRefusedByItsNumber() {
        var bytes = SnapshotSerializer.write(new SlotSnapshot(7, new byte[100], new byte[0]));
        bytes[0] = 2;

        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("another version: 2, expected 1");
    }

    /** If this fails, journals that users have can no longer be read. */
    @Test
    void whatIsOnDiskStaysReadable() {
        var bytes = HexFormat.of()
                .parseHex("01" + "127e9530" + "000000000000002a" + "00000005" + "00000003" + "807374617465726563");

        var read = read(bytes);

        assertThat(read.sequence()).isEqualTo(42);
        assertThat(read.before()).asString().isEqualTo("state");
        assertThat(read.record()).asString().isEqualTo("rec");
        assertThat(serializer.identifier()).isEqualTo(840_102);
        assertThat(serializer.manifest(read)).isEqualTo("snapshot");
        assertThat(new RecordSerializer().identifier()).isEqualTo(840_101);
        assertThat(new RecordSerializer().manifest(read)).isEqualTo("record");
    }

    private SlotSnapshot read(byte[] bytes) {
        return (SlotSnapshot) serializer.fromBinary(bytes, SnapshotSerializer.MANIFEST);
    }
}
