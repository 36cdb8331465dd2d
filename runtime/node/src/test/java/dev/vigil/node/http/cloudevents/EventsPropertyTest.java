package dev.vigil.node.http.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.api.Event;
import dev.vigil.engine.json.JacksonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventsPropertyTest {
    private static final String WHOLE = """
            {"specversion":"1.0","id":"i-1","source":"/a/b","type":"t.u","subject":"s","time":"2026-01-01T00:00:00.5Z",
            "datacontenttype":"application/json","dataschema":"http://h/s","ext":"x","num":-7,"flag":true,
            "data":{"a":[1,"two",null,{"b":false}],"c":"\\u20ac"}}""";

    @Property(tries = 2_000)
    void anyBytesAreAnEventOrAreRefusedInWords(@ForAll byte[] body) {
        assertThat(readsOrRefuses(body)).isTrue();
    }

    /** Bytes at random seldom get past the first brace; an event with some bytes changed does. */
    @Property(tries = 5_000)
    void anEventWithBytesChangedIsAnEventOrIsRefusedInWords(@ForAll("changes") List<int[]> changes) {
        var body = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (var change : changes) {
            body[Math.floorMod(change[0], body.length)] = (byte) change[1];
        }
        assertThat(readsOrRefuses(body)).isTrue();
    }

    @Property(tries = 1_000)
    void anyHeadersAreAnEventOrAreRefusedInWords(@ForAll Map<String, String> headers, @ForAll byte[] body) {
        var event = new BinaryEvent();
        try {
            headers.forEach((name, value) -> event.header("ce-" + name, value));
            event.build(null, body);
        } catch (MalformedEventException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 1_000)
    void anEventThatIsWrittenReadsAsItWas(@ForAll("events") Event event) throws IOException {
        var read = JsonEvents.one(written(event));
        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.source()).isEqualTo(event.source());
        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.subject()).isEqualTo(event.subject());
        assertThat(read.time()).isEqualTo(event.time());
        assertThat(read.dataContentType()).isEqualTo(event.dataContentType());
        assertThat(read.extensions()).isEqualTo(event.extensions());
        assertThat(read.data()).isEqualTo(event.data());
    }

    @Provide
    Arbitrary<List<int[]>> changes() {
        return Combinators.combine(
                        Arbitraries.integers(), Arbitraries.integers().between(-128, 127))
                .as((at, value) -> new int[] {at, value})
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Event> events() {
        var texts = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('ä', '€')
                .ofMinLength(1)
                .ofMaxLength(12);
        var times =
                Arbitraries.longs().between(-62_000_000_000L, 250_000_000_000L).map(Instant::ofEpochSecond);
        var types = Arbitraries.of("application/json", "text/plain", "application/octet-stream", "application/a+json");
        var extensions = Arbitraries.<Object>oneOf(texts, Arbitraries.integers(), Arbitraries.of(true, false));
        var data = Arbitraries.oneOf(
                Arbitraries.of("{\"a\":[1, 2 ]}", "null", "12.0", "\"x\"", "[", "{}{}", "")
                        .map(EventsPropertyTest::utf8),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20));
        return Combinators.combine(texts, texts, times, types, extensions, data)
                .as((id, subject, time, type, extension, bytes) -> Event.of("/s", id, "t")
                        .subject(subject)
                        .time(time)
                        .dataContentType(type)
                        .extension("ext", extension)
                        .data(java.nio.ByteBuffer.wrap(bytes))
                        .build());
    }

    private static boolean readsOrRefuses(byte[] body) {
        var copy = body.clone();
        try {
            JsonEvents.one(body);
        } catch (MalformedEventException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
        try {
            JsonEvents.batch(body);
        } catch (MalformedEventException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
        return java.util.Arrays.equals(copy, body);
    }

    private static byte[] written(Event event) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JacksonFormat.MAPPER.getFactory().createGenerator(bytes)) {
            EventJson.write(json, event);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
