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

class JsonEventsTest {
    /** As the specification's own example has it. */
    private static final String EXAMPLE = """
            {
                "specversion" : "1.0",
                "type" : "com.github.pull_request.opened",
                "source" : "https://github.com/cloudevents/spec/pull",
                "subject" : "123",
                "id" : "A234-1234-1234",
                "time" : "2018-04-05T17:31:00Z",
                "comexampleextension1" : "value",
                "comexampleothervalue" : 5,
                "unsetextension": null,
                "datacontenttype" : "text/xml",
                "data" : "<much wow=\\"xml\\"/>"
            }
            """;

    @Test
    void theExampleOfTheSpecificationIsRead() {
        var event = one(EXAMPLE);
        assertThat(event.type()).isEqualTo("com.github.pull_request.opened");
        assertThat(event.source()).isEqualTo("https://github.com/cloudevents/spec/pull");
        assertThat(event.subject()).contains("123");
        assertThat(event.id()).isEqualTo("A234-1234-1234");
        assertThat(event.time()).contains(Instant.parse("2018-04-05T17:31:00Z"));
        assertThat(event.extensions()).isEqualTo(Map.of("comexampleextension1", "value", "comexampleothervalue", 5));
        assertThat(event.dataContentType()).contains("text/xml");
        assertThat(event.dataAsText()).isEqualTo("<much wow=\"xml\"/>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a" : [1, 2.50,  {"b":null}]}
            [ 1 ,2]
            "a \\"text\\" \\u20ac"
            ""
            12.50
            -1e400
            0
            123456789012345678901234567890
            true
            false
            {}
            []
            """)
    void jsonDataIsKeptByteForByte(String data) {
        for (var after : new String[] {"}", " , \"subject\":\"s\"}", "\n}"}) {
            assertThat(one(minimalWith("\"data\" : " + data + after)).dataAsText())
                    .isEqualTo(data);
        }
        var first = "{\"data\":" + data + ",\"datacontenttype\":\"application/x+json; a=b\","
                + minimal().substring(1);
        assertThat(one(first).dataAsText()).isEqualTo(data);
        assertThat(JsonEvents.batch(bytes("[" + first + " , " + first + "]")))
                .extracting(Event::dataAsText)
                .containsExactly(data, data);
    }

    @Test
    void aTextOfAnotherMediaTypeIsItsContentAndAnObjectStaysJson() {
        assertThat(one(minimalWith("\"data\":\"a\\nb\",\"datacontenttype\":\"text/plain\"}"))
                        .dataAsText())
                .isEqualTo("a\nb");
        assertThat(one(minimalWith("\"data\":{\"a\":1},\"datacontenttype\":\"text/plain\"}"))
                        .dataAsText())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void binaryDataIsDecodedAndAbsentDataIsEmpty() {
        assertThat(one(minimalWith("\"data_base64\":\"AP+A\"}")).data().remaining())
                .isEqualTo(3);
        assertThat(one(minimal()).data().remaining()).isZero();
        assertThat(one(minimalWith("\"data\":null}")).data().remaining()).isZero();
        assertThat(one(minimalWith("\"data\":null,\"data_base64\":\"YQ==\"}")).dataAsText())
                .isEqualTo("a");
    }

    @Test
    void extensionsKeepTheirTypes() {
        var event = one(minimalWith("\"a\":\"\",\"b1\":-2147483648,\"c\":true,\"partitionkey\":\"k\"}"));
        assertThat(event.extensions())
                .isEqualTo(Map.of("a", "", "b1", Integer.MIN_VALUE, "c", true, "partitionkey", "k"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"specversion":"1.0","source":"s","type":"t"}             | attribute 'id': is missing
            {"specversion":"1.0","id":"i","type":"t"}                 | attribute 'source': is missing
            {"specversion":"1.0","id":"i","source":"s"}               | attribute 'type': is missing
            {"id":"i","source":"s","type":"t"}                        | attribute 'specversion': is missing
            {"specversion":null,"id":"i","source":"s","type":"t"}     | attribute 'specversion': is missing
            {"specversion":"0.3","id":"i","source":"s","type":"t"}    | attribute 'specversion': must be 1.0, not "0.3"
            {"specversion":1.0,"id":"i","source":"s","type":"t"}      | attribute 'specversion': must be a text
            {"specversion":"1.0","id":"","source":"s","type":"t"}     | attribute 'id': must not be empty
            {"specversion":"1.0","id":7,"source":"s","type":"t"}      | attribute 'id': must be a text
            {"specversion":"1.0","id":"i","source":"","type":"t"}     | attribute 'source': must not be empty
            {"specversion":"1.0","id":"i","source":"a b","type":"t"}  | attribute 'source': must be a URI reference
            {"specversion":"1.0","id":"i","source":"a%zz","type":"t"} | attribute 'source': must be a URI reference
            {"specversion":"1.0","id":"i","source":"ä","type":"t"}    | attribute 'source': must be a URI reference
            {"specversion":"1.0","id":"i","source":"s","type":""}     | attribute 'type': must not be empty
            {"specversion":"1.0","id":"i","id":"i","source":"s"}      | attribute 'id': is there twice
            {"specversion":"1.0","a":1,"a":2}                         | attribute 'a': is there twice
            {"specversion":"1.0","data":1,"data":2}                   | attribute 'data': is there twice
            {"a":null,"a":null}                                       | attribute 'a': is there twice
            {"id":"a\\u0000b"}                                        | attribute 'id': must not contain the control character U+0000
            {"id":"\\ud800"}                                          | attribute 'id': must not contain half of a surrogate pair
            {"id":"\\uffff"}                                          | attribute 'id': must not contain the noncharacter U+FFFF
            {"ext":"\\u0085"}                                         | attribute 'ext': must not contain the control character
            {"Ext":"a"}                                               | attribute 'Ext': the name of an attribute
            {"my_ext":"a"}                                            | attribute 'my_ext': the name of an attribute
            {"":"a"}                                                  | attribute '': the name of an attribute
            {"My_ext":null}                                           | attribute 'My_ext': the name of an attribute
            {"ext":1.5}                                               | attribute 'ext': must be a text, a whole number
            {"ext":2147483648}                                        | attribute 'ext': a number must fit 32 bits
            {"ext":{}}                                                | attribute 'ext': must be a text, a whole number
            {"ext":[1]}                                               | attribute 'ext': must be a text, a whole number
            {"subject":""}                                            | attribute 'subject': must not be empty
            {"subject":5}                                             | attribute 'subject': must be a text
            {"time":"yesterday"}                                      | attribute 'time': must be a time
            {"time":"2026-02-30T00:00:00Z"}                           | attribute 'time': must be a time
            {"time":"2026-01-01T00:00:00"}                            | attribute 'time': must be a time
            {"datacontenttype":"json"}                                | attribute 'datacontenttype': must be a media type
            {"dataschema":"relative"}                                 | attribute 'dataschema': must be an absolute URI
            {"data_base64":"a"}                                       | attribute 'data_base64': must be base64
            {"data_base64":1}                                         | attribute 'data_base64': must be a text
            {"data":1,"data_base64":"YQ=="}                           | either data or data_base64
            [1]                                                       | an event is a JSON object
            "text"                                                    | an event is a JSON object
            {"id":"i"                                                 | not JSON
            {"data":{"a":}}                                           | not JSON
            {"data":NaN}                                              | not JSON
            {"id":"i" "source":"s"}                                   | not JSON
            {'id':'i'}                                                | not JSON
            nope                                                      | not JSON
            ``                                                        | an event is a JSON object
            """)
    void whatIsWrongIsNamed(String body, String message) {
        assertThat(complaint(body)).contains(message);
    }

    @Test
    void moreAfterTheEventIsRefused() {
        assertThat(complaint(minimal() + " {}")).contains("more after the end");
        assertThat(complaint(minimal() + " }")).contains("not JSON");
    }

    @Test
    void jsonMayNestToSixtyFourLevelsAndNoDeeper() {
        assertThat(one(minimalWith("\"data\":" + nested(63) + "}")).data().remaining())
                .isEqualTo(126);
        assertThat(complaint(minimalWith("\"data\":" + nested(64) + "}"))).contains("deeper than 64");
        assertThat(complaint(minimalWith("\"data\":" + nested(100_000) + "}"))).contains("deeper than 64");
    }

    @Test
    void anotherEncodingThanUtf8IsRefused() {
        for (var charset : new java.nio.charset.Charset[] {
            StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_32
        }) {
            assertThat(catchThrowableOfType(
                            MalformedEventException.class,
                            () -> JsonEvents.one(minimal().getBytes(charset))))
                    .isNotNull();
        }
    }

    @Test
    void aBatchNamesTheEventThatIsWrong() {
        var wrong = catchThrowableOfType(
                MalformedEventException.class,
                () -> JsonEvents.batch(bytes("[" + minimal() + "," + minimal() + ",{\"id\":\"x\"}]")));
        assertThat(wrong).hasMessage("event 2: attribute 'specversion': is missing");
        var torn = catchThrowableOfType(
                MalformedEventException.class, () -> JsonEvents.batch(bytes("[" + minimal() + ", {\"id\" 3}]")));
        assertThat(torn).hasMessageStartingWith("event 1: the body is not JSON");
        assertThat(catchThrowableOfType(MalformedEventException.class, () -> JsonEvents.batch(bytes(minimal()))))
                .hasMessageContaining("a batch is a JSON array");
        assertThat(catchThrowableOfType(MalformedEventException.class, () -> JsonEvents.batch(bytes("[7]"))))
                .hasMessage("event 0: an event is a JSON object");
        assertThat(JsonEvents.batch(bytes(" [ ] "))).isEmpty();
    }

    static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String minimal() {
        return "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\"}";
    }

    private static String minimalWith(String rest) {
        return minimal().replace("}", ",") + rest;
    }

    private static Event one(String body) {
        return JsonEvents.one(bytes(body));
    }

    private static String complaint(String body) {
        return String.valueOf(catchThrowableOfType(MalformedEventException.class, () -> one(body))
                .getMessage());
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
