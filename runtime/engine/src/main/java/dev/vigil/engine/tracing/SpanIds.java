package dev.vigil.engine.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Ids of spans: by chance, but for a span whose id was decided before it could be recorded. Thread-safe. */
final class SpanIds implements IdGenerator {
    private static final ThreadLocal<String> DECIDED = ThreadLocal.withInitial(() -> "");

    private final IdGenerator random = IdGenerator.random();

    /** Starts a span under that id. */
    Span start(SpanBuilder builder, String spanId) {
        DECIDED.set(spanId);
        try {
            return builder.startSpan();
        } finally {
            DECIDED.remove();
        }
    }

    @Override
    public String generateSpanId() {
        var id = DECIDED.get();
        return id.isEmpty() ? random.generateSpanId() : id;
    }

    @Override
    public String generateTraceId() {
        return random.generateTraceId();
    }
}
