package dev.vigil.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.vigil.engine.cluster.WireMessage;
import dev.vigil.engine.proto.wire.Publish;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that earlier builds wrote are read by this one. A failure here means that a rolling upgrade would fail. */
class GoldenMessagesTest {
    private static WireSystem system;

    @BeforeAll
    static void start() {
        system = WireSystem.start();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** A message and what it says. */
    record Golden(Path bytes, String manifest, String says) {
        byte[] read() throws IOException {
            return Files.readAllBytes(bytes);
        }

        @Override
        public String toString() {
            return String.valueOf(bytes.getFileName());
        }
    }

    @ParameterizedTest
    @MethodSource("goldenMessages")
    void aMessageSaysWhatItSaid(Golden golden) throws IOException {
        assertThat(Described.of(system.serializer().fromBinary(golden.read(), golden.manifest())))
                .isEqualTo(golden.says());
    }

    /** Under the same version an older release reads what this one writes: what it knows of must not change. */
    @ParameterizedTest
    @MethodSource("goldenMessages")
    void aMessageThatIsWrittenAgainIsTheSameBytes(Golden golden) throws IOException {
        var message = (WireMessage) system.serializer().fromBinary(golden.read(), golden.manifest());
        assertThat(system.serializer().manifest(message)).isEqualTo(golden.manifest());
        assertThat(system.serializer().toBinary(message)).isEqualTo(golden.read());
    }

    @Test
    void thereIsAGoldenMessageOfEveryKind() throws IOException, URISyntaxException {
        assertThat(goldenMessages().map(Golden::manifest))
                .containsAll(
                        Arrays.stream(Manifest.values()).map(Manifest::text).toList());
    }

    @Test
    void everyFieldKeepsItsNumberAndItsType() throws IOException, URISyntaxException {
        assertThat(fields()).containsAll(Files.readAllLines(folder().resolve("fields.txt")));
    }

    @Test
    void theGoldenMessagesUseEveryField() throws IOException, URISyntaxException {
        var used = new TreeSet<String>();
        var writer = new MessageWriter(new Refs(system.classic()));
        for (var golden : goldenMessages().toList()) {
            var message = (WireMessage) system.serializer().fromBinary(golden.read(), golden.manifest());
            collect((Message) writer.write(message), used);
        }
        assertThat(used)
                .containsExactlyElementsOf(new TreeSet<>(fields().stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList()));
    }

    /** Every field of what is on the wire, its number and its type. */
    static List<String> fields() {
        var lines = new ArrayList<String>();
        for (var message : Publish.getDescriptor().getFile().getMessageTypes()) {
            for (var field : message.getFields()) {
                lines.add(name(field) + " " + field.getNumber() + " " + field.getType()
                        + (field.isRepeated() ? " repeated" : ""));
            }
        }
        return lines;
    }

    static Stream<Golden> goldenMessages() throws IOException, URISyntaxException {
        var found = new ArrayList<Golden>();
        try (var files = Files.list(folder())) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".bin")).sorted().toList()) {
                var lines = Files.readAllLines(Path.of(file.toString().replace(".bin", ".txt")));
                found.add(new Golden(file, lines.get(0), lines.get(1)));
            }
        }
        return found.stream();
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

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenMessagesTest.class.getResource("/golden/wire/v1"))
                .toURI());
    }
}
