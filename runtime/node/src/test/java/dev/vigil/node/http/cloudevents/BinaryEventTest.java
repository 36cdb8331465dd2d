package dev.vigil.node.http.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vigil.api.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryEventTest {
    @Test
    void theExampleOfTheSpecificationIsRead() {
        var event = binary(
                "application/json; charset=utf-8",
                "{\"a\": 1}",
                "ce-specversion",
                "1.0",
                "ce-type",
                "com.example.someevent",
                "ce-time",
                "2018-04-05T03:56:24Z",
                "ce-id",
                "1234-1234-1234",
                "ce-source",
                "/mycontext/subcontext",
                "ce-partitionkey",
                "7",
                "host",
                "webhook.example.com");
        assertThat(event.source()).isEqualTo("/mycontext/subcontext");
        assertThat(event.time()).contains(Instant.parse("2018-04-05T03:56:24Z"));
        assertThat(event.extensions()).isEqualTo(Map.of("partitionkey", "7"));
        assertThat(event.dataContentType()).contains("application/json; charset=utf-8");
        assertThat(event.dataAsText()).isEqualTo("{\"a\": 1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain                                | plain
            Euro%20%E2%82%AC%20%F0%9F%98%80      | Euro € 😀
            %2525                                | %25
            "quoted \\"text\\" \\\\"             | quoted "text" \\
            "a%20b"                              | a b
            "                                    | "
            a%2Fb%2fc                            | a/b/c
            ä%20b                                | ä b
            """)
    void valuesAreUnquotedAndThenDecodedOnce(String header, String value) {
        assertThat(withSubject(header).subject()).contains(value.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ce-subject         | a%            | attribute 'subject': a percent sign must be followed
            ce-subject         | a%4           | attribute 'subject': a percent sign must be followed
            ce-subject         | a%zz          | attribute 'subject': a percent sign must be followed
            ce-subject         | %ff           | attribute 'subject': its percent-encoding is not UTF-8
            ce-subject         | %00           | attribute 'subject': must not contain the control character
            ce-subject         | ``            | attribute 'subject': must not be empty
            ce-datacontenttype | text/plain    | attribute 'datacontenttype': is carried by the header Content-Type
            ce-my-ext          | a             | attribute 'my-ext': the name of an attribute
            ce-                | a             | attribute '': the name of an attribute
            ce-data            | a             | attribute 'data': is no name
            ce-id              | again         | attribute 'id': is there twice
            ce-specversion     | 0.3           | attribute 'specversion': must be 1.0
            ce-time            | soon          | attribute 'time': must be a time
            """)
    void whatIsWrongIsNamed(String header, String value, String message) {
        var wrong = catchThrowableOfType(
                MalformedEventException.class,
                () -> binary(null, "", "ce-id", "i", "ce-source", "s", "ce-type", "t", header, value));
        assertThat(wrong).hasMessageContaining(message);
    }

    @Test
    void missingAttributesAreNamed() {
        var wrong = catchThrowableOfType(
                MalformedEventException.class, () -> binary(null, "", "ce-specversion", "1.0", "ce-id", "i"));
        assertThat(wrong).hasMessage("attribute 'source': is missing");
    }

    @Test
    void jsonThatNestsTooDeepIsRefusedAndOtherDataIsNotLookedAt() {
        var deep = JsonEventsTest.nested(65);
        assertThat(catchThrowableOfType(MalformedEventException.class, () -> minimal("application/json", deep)))
                .hasMessageContaining("deeper than 64");
        assertThat(minimal("text/plain", deep).dataAsText()).isEqualTo(deep);
        assertThat(minimal("application/json", JsonEventsTest.nested(64)).data().remaining())
                .isEqualTo(128);
        assertThat(minimal("application/json", "\"" + "[\\\"".repeat(65) + "\"").type())
                .isEqualTo("t");
    }

    private static Event withSubject(String value) {
        return binary(
                null, "", "ce-specversion", "1.0", "ce-id", "i", "ce-source", "s", "ce-type", "t", "ce-subject", value);
    }

    private static Event minimal(String contentType, String body) {
        return binary(contentType, body, "ce-specversion", "1.0", "ce-id", "i", "ce-source", "s", "ce-type", "t");
    }

    private static Event binary(@org.jspecify.annotations.Nullable String contentType, String body, String... headers) {
        var event = new BinaryEvent();
        for (var i = 0; i < headers.length; i += 2) {
            event.header(headers[i], headers[i + 1]);
        }
        return event.build(contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
