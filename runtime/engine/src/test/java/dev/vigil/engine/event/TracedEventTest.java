package dev.vigil.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TracedEventTest {
    private static final TraceContext TRACE =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");

    private static BlockEvent stored(Event event) {
        var writer = new EventBlockWriter(64);
        writer.add(event, false);
        return writer.take().iterator().next();
    }

    @Test
    void theEventIsTheSameButForItsPlaceInATrace() {
        var event = Event.of("s", "1", "t")
                .subject("k")
                .extension("partitionkey", "p")
                .extension("number", 7)
                .data("{\"a\":1}")
                .build();
        var traced = stored(TracedEvent.of(event, TRACE));
        assertThat(TraceContext.of(traced)).contains(TRACE);
        assertThat(traced.identity()).isEqualTo(stored(event).identity());
        assertThat(traced.partitionKey()).isEqualTo("p");
        assertThat(traced.extension("number")).contains("7");
        assertThat(traced.extension("absent")).isEmpty();
        assertThat(traced.subject()).contains("k");
        assertThat(traced.dataAsText()).isEqualTo("{\"a\":1}");
        assertThat(traced.extensions()).hasSize(4);
    }

    @Test
    void oneThatSaysItselfWhereItBelongsStaysAsItIs() {
        var other = new TraceContext("00-11111111111111111111111111111111-2222222222222222-00", "");
        var event = Event.of("s", "1", "t").trace(other).build();
        assertThat(TracedEvent.of(event, TRACE)).isSameAs(event);
        var odd = Event.of("s", "1", "t").extension("traceparent", "odd").build();
        assertThat(TracedEvent.of(odd, TRACE)).isSameAs(odd);
    }

    @Test
    void theLargestEventIsNotMadeTooLarge() {
        var bare = Event.of("s", "1", "t").build();
        int most = EventBlock.MOST_EVENT_BYTES - stored(bare).sizeBytes();
        var largest =
                Event.of("s", "1", "t").data(ByteBuffer.wrap(new byte[most])).build();
        EventBlockWriter.check(largest);
        assertThat(TracedEvent.of(largest, TRACE)).isSameAs(largest);
    }

    @Test
    void anExtensionIsFoundAmongOthersOfEachKind() {
        var event = stored(Event.of("s", "1", "t")
                .extension("flag", true)
                .extension("number", -5)
                .extension("text", "x")
                .build());
        assertThat(event.extension("flag")).contains("true");
        assertThat(event.extension("number")).contains("-5");
        assertThat(event.extension("text")).contains("x");
        assertThat(event.extension("tex")).isEmpty();
        assertThat(stored(Event.of("s", "1", "t").build()).extension("text")).isEmpty();
    }
}
