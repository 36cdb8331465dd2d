package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.vigil.engine.proto.journal.RecordMeta;
import dev.vigil.engine.proto.journal.SnapshotMeta;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Journals that earlier builds wrote are read by this one. A failure here means that users' data would be lost. */
class GoldenTest {
    static final List<String> JOURNALS = List.of(
            "v1/everything",
            "v1/bare",
            "v1/redriven",
            "v1/traced",
            "v1/published",
            "v1/dropped",
            "v1/replayed",
            "v1/owing");
    private static final SlotSettings SETTINGS = GoldenJournals.SETTINGS;

    @ParameterizedTest
    @FieldSource("JOURNALS")
    void aJournalIsReplayedToWhatItWas(String journal) throws IOException, URISyntaxException {
        var slot = new Slot(SETTINGS, List.of());
        for (var record : records(journal)) {
            slot.apply(record);
        }
        assertThat(SlotDescription.of(slot.snapshot(), SETTINGS))
                .isEqualTo(Files.readAllLines(folder(journal).resolve("expected.txt")));
    }

    @ParameterizedTest
    @CsvSource({
        "v1/everything, 9",
        "v1/redriven, 4",
        "v1/traced, 2",
        "v1/published, 5",
        "v1/dropped, 5",
        "v1/replayed, 8",
        "v1/replayed, 15",
        "v1/owing, 8",
        "v1/owing, 18"
    })
    void aSnapshotIsRestoredToWhatItWas(String journal, int sequence) throws IOException, URISyntaxException {
        var folder = folder(journal);
        var slot = new Slot(SETTINGS, List.of());
        slot.restore(Files.readAllBytes(folder.resolve("snapshot-at-" + sequence + ".bin")));
        assertThat(SlotDescription.of(slot.snapshot(), SETTINGS))
                .isEqualTo(Files.readAllLines(folder.resolve("snapshot-at-" + sequence + ".txt")));
        var records = records(journal);
        records.subList(sequence, records.size()).forEach(slot::apply);
        assertThat(SlotDescription.of(slot.snapshot(), SETTINGS))
                .isEqualTo(Files.readAllLines(folder.resolve("expected.txt")));
    }

    @ParameterizedTest
    @FieldSource("JOURNALS")
    void aRecordThatIsWrittenAgainSaysTheSame(String journal) throws IOException, URISyntaxException {
        for (var bytes : records(journal)) {
            var again = RecordCodec.encode(RecordCodec.decode(bytes, "golden"));
            assertThat(Frame.open(again, "again")).isEqualTo(Frame.open(bytes, "golden"));
        }
    }

    /** What the story of an event needs. */
    @Test
    void aSnapshotKnowsWhereASensorBeganAndWhatPublishedAnEvent() throws IOException, URISyntaxException {
        var slot = new Slot(SETTINGS, List.of());
        slot.restore(Files.readAllBytes(folder("v1/published").resolve("snapshot-at-5.bin")));
        assertThat(slot.place("worker", 1)).hasValue(new SensorPlace(0, 1, 3, 3, false));
        assertThat(IntStream.range(0, 3).boxed().flatMap(target -> slot.publications(target).stream()))
                .hasSize(4)
                .extracting(Publication::cause)
                .allMatch(cause -> cause.matches("[0-9a-f]{32}"));
        var older = new Slot(SETTINGS, List.of());
        older.restore(Files.readAllBytes(folder("v1/everything").resolve("snapshot-at-9.bin")));
        assertThat(older.place("worker", 1).orElseThrow().registeredIn()).isZero();
    }

    @Test
    void everyFieldKeepsItsNumberAndItsType() throws IOException, URISyntaxException {
        assertThat(fields()).containsAll(Files.readAllLines(folder("v1").resolve("fields.txt")));
    }

    @Test
    void theGoldenJournalsUseEveryFieldThatThereWas() throws IOException, URISyntaxException {
        var used = new TreeSet<String>();
        for (var journal : List.of(
                "v1/everything", "v1/redriven", "v1/traced", "v1/published", "v1/dropped", "v1/replayed", "v1/owing")) {
            for (var bytes : records(journal)) {
                var raw = Frame.open(bytes, "golden");
                int length = (int) Frame.INT.get(raw, 0);
                collect(RecordMeta.parseFrom(java.nio.ByteBuffer.wrap(raw, 4, length)), used);
            }
        }
        for (var file : List.of(
                "v1/everything/snapshot-at-9.bin",
                "v1/published/snapshot-at-5.bin",
                "v1/dropped/snapshot-at-5.bin",
                "v1/replayed/snapshot-at-8.bin",
                "v1/replayed/snapshot-at-15.bin",
                "v1/owing/snapshot-at-8.bin",
                "v1/owing/snapshot-at-18.bin")) {
            var snapshot = Files.readAllBytes(folder(file));
            collect(SnapshotMeta.parseDelimitedFrom(new ByteArrayInputStream(snapshot)), used);
        }
        // A slot of a few records has one mark for each; instances follow the first message of a snapshot.
        used.add("SnapshotMeta.since_mark");
        RecordMeta.getDescriptor()
                .getFile()
                .findMessageTypeByName("InstanceSnapshot")
                .getFields()
                .forEach(f -> used.add(name(f)));
        var known = Files.readAllLines(folder("v1").resolve("fields.txt")).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(used).containsAll(known);
    }

    /** Every field of what is on disk, its number and its type. */
    static List<String> fields() {
        var lines = new ArrayList<String>();
        for (Descriptor message : RecordMeta.getDescriptor().getFile().getMessageTypes()) {
            for (FieldDescriptor field : message.getFields()) {
                lines.add(name(field) + " " + field.getNumber() + " " + field.getType()
                        + (field.isRepeated() ? " repeated" : ""));
            }
        }
        return lines;
    }

    private static void collect(Message message, Set<String> used) {
        message.getAllFields().forEach((field, value) -> {
            used.add(name(field));
            if (value instanceof List<?> list) {
                list.stream().filter(Message.class::isInstance).forEach(m -> collect((Message) m, used));
            } else if (value instanceof Message inner) {
                collect(inner, used);
            }
        });
    }

    private static String name(FieldDescriptor field) {
        return field.getContainingType().getName() + "." + field.getName();
    }

    private static List<byte[]> records(String journal) throws IOException, URISyntaxException {
        try (var files = Files.list(folder(journal))) {
            var records = new ArrayList<byte[]>();
            for (var file : files.filter(f -> f.getFileName().toString().startsWith("record-"))
                    .sorted()
                    .toList()) {
                records.add(Files.readAllBytes(file));
            }
            assertThat(records).isNotEmpty();
            return records;
        }
    }

    private static Path folder(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenTest.class.getResource("/golden/" + name))
                .toURI());
    }
}
