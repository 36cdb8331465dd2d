package dev.vigil.engine.tracing;

import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records, of events whose trace is sampled, what happens to them: a span where they are published, one for each call of a
 * handler, one for each attempt of a trigger. Whether an event that comes with a trace is recorded is decided where that
 * began; of those that come without one a share begins a trace here.
 *
 * <p>Threading: thread-safe.
 */
public final class Tracing implements AutoCloseable {
    /** Records nothing; where an event belongs is handed on as it came. */
    public static final Tracing OFF = new Tracing(SdkTracerProvider.builder().build(), new SpanIds(), null);

    private static final Duration FLUSH_WITHIN = Duration.ofSeconds(3);
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("cloudevents.event_id");
    private static final AttributeKey<String> EVENT_SOURCE = AttributeKey.stringKey("cloudevents.event_source");
    private static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("cloudevents.event_type");
    private static final AttributeKey<String> SENSOR = AttributeKey.stringKey("vigil.sensor");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("vigil.key");
    private static final AttributeKey<Long> PARTITION = AttributeKey.longKey("vigil.partition");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("vigil.offset");
    private static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("vigil.trigger");
    private static final AttributeKey<String> FIRING = AttributeKey.stringKey("vigil.firing");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("vigil.attempt");

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final SpanIds ids;
    private final @Nullable Sampling sampling;

    private Tracing(SdkTracerProvider provider, SpanIds ids, @Nullable Sampling sampling) {
        this.provider = provider;
        this.tracer = provider.get("dev.vigil");
        this.ids = ids;
        this.sampling = sampling;
    }

    /**
     * Records to there.
     *
     * @param resource says who records
     * @param share of the events that come without a trace: how many begin one, from 0 to 1
     * @param mostPerSecond of them, whatever their share
     */
    public static Tracing to(SpanProcessor processor, Resource resource, double share, int mostPerSecond) {
        var ids = new SpanIds();
        // What begins here is drawn before its span is made, so that one that is not drawn costs no span.
        var provider = SdkTracerProvider.builder()
                .addSpanProcessor(processor)
                .setResource(resource)
                .setIdGenerator(ids)
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .build();
        return new Tracing(provider, ids, new Sampling(share, mostPerSecond, System::nanoTime));
    }

    /** Whether anything is recorded. */
    public boolean isOn() {
        return sampling != null;
    }

    /** Begins the spans of events that are published together. */
    public Publishing publish(List<Event> events) {
        return isOn() ? Publishing.begin(this, events) : new Publishing(events, List.of());
    }

    /** The span of an event that is published; null where none is recorded. */
    @Nullable
    Span publish(Event event) {
        if (event.extension(TraceContext.TRACEPARENT).isEmpty()) {
            return begins() ? recording(published(event, Context.root())) : null;
        }
        return TraceContext.of(event)
                .filter(TraceContext::isSampled)
                .map(trace -> recording(published(event, parent(trace))))
                .orElse(null);
    }

    private boolean begins() {
        return sampling != null && sampling.begins(ThreadLocalRandom.current().nextDouble());
    }

    /** After the end there are spans that are none. */
    private static @Nullable Span recording(Span span) {
        return span.isRecording() ? span : null;
    }

    private Span published(Event event, Context parent) {
        var span = tracer.spanBuilder("publish " + event.type())
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(parent);
        return describe(span, event).startSpan();
    }

    /** What was called, and where in the log its event lies. */
    public record Call(String sensor, String key, Event event, int partition, long offset) {}

    /**
     * Records the call of a handler, which is over.
     *
     * @param trace the span, whose parent is the event's own
     * @param problem why the handler rejected the event or failed; empty where it decided
     */
    public void handled(Call call, TraceContext trace, Instant from, Instant to, Optional<String> problem) {
        TraceContext.of(call.event()).ifPresent(parent -> {
            var builder = tracer.spanBuilder("handle " + call.sensor())
                    .setSpanKind(SpanKind.CONSUMER)
                    .setParent(parent(parent))
                    .setStartTimestamp(from)
                    .setAttribute(SENSOR, call.sensor())
                    .setAttribute(KEY, call.key())
                    .setAttribute(PARTITION, (long) call.partition())
                    .setAttribute(OFFSET, call.offset());
            var span = ids.start(describe(builder, call.event()), trace.spanId());
            problem.ifPresent(text -> span.setStatus(StatusCode.ERROR, text));
            span.end(to);
        });
    }

    /**
     * Begins the span of an attempt; empty where none is recorded.
     *
     * @param number of the attempt, from 1
     */
    public Optional<Span> attempt(Firing firing, int number) {
        if (!isOn()) {
            return Optional.empty();
        }
        return firing.trace()
                .filter(TraceContext::isSampled)
                .map(trace -> tracer.spanBuilder("attempt " + firing.trigger())
                        .setSpanKind(SpanKind.CLIENT)
                        .setParent(parent(trace))
                        .setAttribute(TRIGGER, firing.trigger())
                        .setAttribute(SENSOR, firing.sensor())
                        .setAttribute(KEY, firing.key())
                        .setAttribute(FIRING, firing.id())
                        .setAttribute(ATTEMPT, (long) number)
                        .startSpan())
                .filter(Span::isRecording);
    }

    /** Where in a trace belongs what is done within a span. */
    public static TraceContext within(Span span) {
        var context = span.getSpanContext();
        var flags = context.getTraceFlags().asHex();
        return new TraceContext("00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + flags, state(context));
    }

    private static String state(SpanContext context) {
        var state = new StringBuilder();
        context.getTraceState()
                .forEach((key, value) -> state.append(state.isEmpty() ? "" : ",")
                        .append(key)
                        .append('=')
                        .append(value));
        return state.toString();
    }

    private static SpanBuilder describe(SpanBuilder span, Event event) {
        return span.setAttribute(EVENT_ID, event.id())
                .setAttribute(EVENT_SOURCE, event.source())
                .setAttribute(EVENT_TYPE, event.type());
    }

    private static Context parent(TraceContext trace) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), trace, Tracing::field);
    }

    private static @Nullable String field(@Nullable TraceContext trace, String name) {
        if (trace == null) {
            return null;
        }
        return name.equals(TraceContext.TRACEPARENT) ? trace.traceparent() : trace.tracestate();
    }

    /** Hands on what is recorded and not handed on yet, for a few seconds at most. */
    @Override
    public void close() {
        provider.shutdown().join(FLUSH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
