package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBuilderTest {
    private static EventBuilder builder() {
        return Event.of("/plant/1", "a-1", "device.reading");
    }

    @Test
    void anEventNeedsThreeAttributesAndHasNoOthersUnlessTold() {
        var event = builder().build();
        assertThat(event.source()).isEqualTo("/plant/1");
        assertThat(event.id()).isEqualTo("a-1");
        assertThat(event.type()).isEqualTo("device.reading");
        assertThat(event.subject()).isEmpty();
        assertThat(event.time()).isEmpty();
        assertThat(event.dataContentType()).isEmpty();
        assertThat(event.dataSchema()).isEmpty();
        assertThat(event.extensions()).isEmpty();
        assertThat(event.data().remaining()).isZero();
    }

    @Test
    void everyAttributeIsKept() {
        var time = Instant.parse("2026-01-02T03:04:05.000000006Z");
        var event = builder()
                .subject("boiler")
                .time(time)
                .dataContentType("text/plain")
                .dataSchema("https://example.com/schema")
                .extension("partitionkey", "p")
                .extension("count", 3)
                .extension("hot", true)
                .data("grüße")
                .build();
        assertThat(event.subject()).contains("boiler");
        assertThat(event.time()).contains(time);
        assertThat(event.dataContentType()).contains("text/plain");
        assertThat(event.dataSchema()).contains("https://example.com/schema");
        assertThat(event.extensions()).isEqualTo(Map.of("partitionkey", "p", "count", 3, "hot", true));
        assertThat(event.extension("count")).contains("3");
        assertThat(event.extension("hot")).contains("true");
        assertThat(event.extension("cold")).isEmpty();
        assertThat(event.dataAsText()).isEqualTo("grüße");
    }

    @Test
    void emptyAttributesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.of("", "1", "t"))
                .withMessageContaining("'source'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.of("s", "", "t"))
                .withMessageContaining("'id'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.of("s", "1", ""))
                .withMessageContaining("'type'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().subject(""))
                .withMessageContaining("'subject'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().dataContentType(""))
                .withMessageContaining("'datacontenttype'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().dataSchema(""))
                .withMessageContaining("'dataschema'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "with-dash", "with_line", "ä", "a b"})
    void anExtensionsNameIsLowerCaseLettersAndDigits(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().extension(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id", "source", "specversion", "type", "subject", "time", "datacontenttype", "dataschema", "data"
            })
    void anExtensionIsNoAttributeThatCloudEventsDefines(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().extension(name, "x"))
                .withMessageContaining("'" + name + "'");
    }

    @Test
    void anExtensionsValueIsATextAnIntegerOrABoolean() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().extension("x", 1L));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().extension("x", 1.5));
    }

    @Test
    void theDataIsWhatWasLeftInTheBuffer() {
        var buffer = ByteBuffer.wrap("0123456789".getBytes(StandardCharsets.UTF_8));
        buffer.position(2).limit(5);
        var event = builder().data(buffer).build();
        assertThat(event.dataAsText()).isEqualTo("234");
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void readingTheDataLeavesItForTheNextReader() {
        var event = builder().data("abc").build();
        event.data().position(2);
        assertThat(event.data().position()).isZero();
        assertThat(event.dataAsText()).isEqualTo("abc");
        assertThat(event.dataAsText()).isEqualTo("abc");
    }

    @Test
    void theDataCannotBeChanged() {
        var event = builder().data("abc").build();
        assertThatThrownBy(() -> event.data().put((byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
        var builder = builder().extension("a", "1");
        var event = builder.build();
        builder.extension("b", "2").subject("later").data("later");
        assertThat(event.extensions()).isEqualTo(Map.of("a", "1"));
        assertThat(event.subject()).isEmpty();
        assertThat(event.dataAsText()).isEmpty();
    }

    @Test
    void jsonIsWrittenByTheDataFormat() {
        record Reading(long value) {}
        assertThat(builder().json(new Reading(7)).build().dataAsText()).isEqualTo("{\"value\":7}");
    }
}
