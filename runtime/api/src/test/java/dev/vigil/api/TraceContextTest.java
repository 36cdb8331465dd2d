package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void whatIsWellFormedIsReadInItsParts() {
        var context = TraceContext.parse(PARENT, "a=1,b=2").orElseThrow();
        assertThat(context.traceId()).isEqualTo(TRACE);
        assertThat(context.spanId()).isEqualTo(SPAN);
        assertThat(context.isSampled()).isTrue();
        assertThat(context.traceparent()).isEqualTo(PARENT);
        assertThat(context.tracestate()).isEqualTo("a=1,b=2");
    }

    @Test
    void aTraceThatIsNotSampledSaysSo() {
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-00", "")
                        .orElseThrow()
                        .isSampled())
                .isFalse();
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-03", "")
                        .orElseThrow()
                        .isSampled())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u00e9-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceparentIsLeftOut(String parent) {
        assertThat(TraceContext.parse(parent, "")).isEmpty();
    }

    @Test
    void aLaterVersionIsReadAsTheFirst() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-09-what-comes-later", "")
                        .orElseThrow()
                        .traceparent())
                .isEqualTo(PARENT);
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-08", "")
                        .orElseThrow()
                        .traceparent())
                .isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1\r\nEvil: yes", "a=\u00e9", "a=\u0000"})
    void aTracestateThatCannotBeAHeaderIsLeftOut(String state) {
        assertThat(TraceContext.parse(PARENT, state).orElseThrow().tracestate()).isEmpty();
        assertThat(TraceContext.parse(PARENT, "a".repeat(513)).orElseThrow().tracestate())
                .isEmpty();
    }

    @Test
    void anotherSpanOfTheTraceKeepsTheRest() {
        assertThat(TraceContext.parse(PARENT, "a=1").orElseThrow().withSpan("1234567890abcdef"))
                .isEqualTo(new TraceContext("00-" + TRACE + "-1234567890abcdef-01", "a=1"));
    }

    @Test
    void whatIsWrittenOutIsChecked() {
        assertThatThrownBy(() -> new TraceContext("cc-" + TRACE + "-" + SPAN + "-01", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceContext(PARENT, "a\nb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eventsAndRequestsCarryIt() {
        var context = new TraceContext(PARENT, "a=1");
        assertThat(TraceContext.of(Event.of("s", "1", "t").trace(context).build()))
                .contains(context);
        assertThat(TraceContext.of(Event.of("s", "1", "t").build())).isEmpty();
        var headers = Map.of("traceparent", List.of(PARENT), "tracestate", List.of("a=1"));
        assertThat(TraceContext.of(new HttpCall("POST", "/", headers, ByteBuffer.allocate(0))))
                .contains(context);
        assertThat(TraceContext.of(new HttpCall("POST", "/", Map.of(), ByteBuffer.allocate(0))))
                .isEmpty();
    }
}
