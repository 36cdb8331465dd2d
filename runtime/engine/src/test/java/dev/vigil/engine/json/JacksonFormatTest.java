package dev.vigil.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JacksonFormatTest {
    record Reading(double celsius, int count) {}

    private static ByteBuffer json(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    @Test
    void dataIsReadFromAnyStretchOfAnyBuffer() {
        var bytes =
                ByteBuffer.wrap("xx{\"celsius\": 1.5, \"count\": 2, \"more\": []}yy".getBytes(StandardCharsets.UTF_8));
        bytes.position(2).limit(bytes.capacity() - 2);
        for (var buffer : List.of(bytes.slice(), bytes.asReadOnlyBuffer(), bytes)) {
            assertThat(DataFormat.json().read(buffer, Reading.class)).isEqualTo(new Reading(1.5, 2));
            assertThat(buffer.remaining()).as("left as it was").isEqualTo(bytes.remaining());
        }
    }

    @Test
    void whatDoesNotFitIsADataException() {
        for (var text : List.of(
                "",
                "null",
                "7",
                "{",
                "{} {}",
                "{\"celsius\": \"warm\"}",
                "{\"celsius\": null}",
                "{\"celsius\": NaN}",
                "[".repeat(65) + "]".repeat(65),
                "\u0000")) {
            assertThatExceptionOfType(DataException.class)
                    .as(text)
                    .isThrownBy(() -> DataFormat.json().read(json(text), Reading.class));
        }
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> DataFormat.json().write(new Object()));
    }

    @Test
    void aPointerLeadsToAScalarOrToNothing() {
        var data = json("{\"a\": {\"b\": [1, \"two\", true, null, {}]}, \"big\": 12345678901234567890}");
        var found = Map.of("/a/b/0", "1", "/a/b/1", "two", "/a/b/2", "true", "/big", "12345678901234567890");
        found.forEach((pointer, text) ->
                assertThat(DataFormat.json().text(data, pointer)).contains(text));
        for (var pointer : List.of("/a/b/3", "/a/b/4", "/a/b", "/a/c", "")) {
            assertThat(DataFormat.json().text(data, pointer)).isEmpty();
        }
        assertThat(DataFormat.json().text(json("not json"), "/a")).isEmpty();
        assertThat(DataFormat.json().text(json(""), "/a")).isEmpty();
    }
}
