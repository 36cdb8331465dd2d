package dev.vigil.engine.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.Outcome;
import dev.vigil.api.TraceContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final TraceContext SAMPLED =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1,b=2");
    private static final TraceContext UNSAMPLED =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", "");

    private final InMemorySpanExporter recorded = InMemorySpanExporter.create();

    private Tracing tracing(double share) {
        return Tracing.to(SimpleSpanProcessor.create(recorded), Resource.empty(), share, 1_000_000);
    }

    private static Event event(Optional<TraceContext> trace) {
        var event = Event.of("/lab", "1", "reading");
        trace.ifPresent(event::trace);
        return event.build();
    }

    @Test
    void anEventOfASampledTraceIsASpanInItAndIsNotChanged() {
        var events = List.of(event(Optional.of(SAMPLED)));
        var publishing = tracing(0).publish(events);
        assertThat(TraceContext.of(publishing.events().getFirst())).contains(SAMPLED);
        publishing.end(new Outcome.Accepted(1, 0));
        var span = only();
        assertThat(span.getName()).isEqualTo("publish reading");
        assertThat(span.getTraceId()).isEqualTo(SAMPLED.traceId());
        assertThat(span.getParentSpanId()).isEqualTo(SAMPLED.spanId());
        assertThat(span.getSpanContext().getTraceState().get("b")).isEqualTo("2");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void anEventOfATraceThatIsNotSampledCostsNothingElse() {
        var events = List.of(event(Optional.of(UNSAMPLED)));
        var publishing = tracing(1).publish(events);
        assertThat(publishing.events()).isSameAs(events);
        assertThat(publishing.spans()).isEmpty();
    }

    @Test
    void ofEventsWithoutATraceThatShareBeginsOne() {
        var events = List.of(event(Optional.empty()), event(Optional.of(UNSAMPLED)));
        assertThat(tracing(0).publish(events).events()).isSameAs(events);
        var publishing = tracing(1).publish(events);
        publishing.end(new Outcome.Unavailable("away", Duration.ZERO));
        var begun = TraceContext.of(publishing.events().getFirst()).orElseThrow();
        assertThat(publishing.events().get(1)).isSameAs(events.get(1));
        var span = only();
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(begun.traceparent()).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
        assertThat(span.getStatus().getDescription()).isEqualTo("away");
    }

    @Test
    void aTraceparentThatIsNoneIsLeftAlone() {
        var odd = List.of(
                Event.of("/lab", "1", "reading").extension("traceparent", "odd").build());
        var publishing = tracing(1).publish(odd);
        assertThat(publishing.events()).isSameAs(odd);
        assertThat(publishing.spans()).isEmpty();
    }

    @Test
    void aHandlersCallIsRecordedUnderTheSpanThatWasDecided() {
        var from = Instant.parse("2026-01-01T00:00:00Z");
        tracing(0)
                .handled(
                        new Tracing.Call("readings", "dev-1", event(Optional.of(SAMPLED)), 3, 41),
                        SAMPLED.withSpan("1234567890abcdef"),
                        from,
                        from.plusMillis(2),
                        Optional.of("not wanted"));
        var span = only();
        assertThat(span.getName()).isEqualTo("handle readings");
        assertThat(span.getSpanId()).isEqualTo("1234567890abcdef");
        assertThat(span.getParentSpanId()).isEqualTo(SAMPLED.spanId());
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(2_000_000);
        assertThat(span.getStatus().getDescription()).isEqualTo("not wanted");
        assertThat(span.getAttributes().asMap().toString()).contains("vigil.offset=41", "vigil.partition=3", "dev-1");
    }

    @Test
    void anAttemptIsASpanWhereItsTraceIsSampled() {
        var tracing = tracing(0);
        assertThat(tracing.attempt(firing(Optional.empty()), 1)).isEmpty();
        assertThat(tracing.attempt(firing(Optional.of(UNSAMPLED)), 1)).isEmpty();
        var span = tracing.attempt(firing(Optional.of(SAMPLED)), 2).orElseThrow();
        var within = Tracing.within(span);
        assertThat(within.tracestate()).isEqualTo("a=1,b=2");
        assertThat(within.traceId()).isEqualTo(SAMPLED.traceId());
        span.end();
        assertThat(only().getSpanId()).isEqualTo(within.spanId());
        assertThat(only().getAttributes().asMap().toString()).contains("vigil.attempt=2");
    }

    @Test
    void whatIsOffRecordsNothing() {
        var events = List.of(event(Optional.of(SAMPLED)), event(Optional.empty()));
        assertThat(Tracing.OFF.publish(events).events()).isSameAs(events);
        assertThat(Tracing.OFF.attempt(firing(Optional.of(SAMPLED)), 1)).isEmpty();
    }

    @Test
    void afterTheEndNothingIsRecordedAndNothingFails() {
        var tracing = tracing(1);
        tracing.close();
        var events = List.of(event(Optional.of(SAMPLED)), event(Optional.empty()));
        assertThat(tracing.publish(events).events()).isSameAs(events);
        assertThat(tracing.attempt(firing(Optional.of(SAMPLED)), 1)).isEmpty();
        tracing.handled(
                new Tracing.Call("s", "k", events.getFirst(), 0, 0),
                SAMPLED,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
    }

    private static Firing firing(Optional<TraceContext> trace) {
        return new Firing("f1", "pager", "readings", "dev-1", ByteBuffer.allocate(0), Instant.EPOCH, trace);
    }

    private SpanData only() {
        assertThat(recorded.getFinishedSpanItems()).hasSize(1);
        return recorded.getFinishedSpanItems().getFirst();
    }
}
