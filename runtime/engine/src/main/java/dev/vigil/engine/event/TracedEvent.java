package dev.vigil.engine.event;

import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An event to which is added where in a trace it belongs. Immutable. */
public final class TracedEvent implements Event {
    private final Event event;
    private final Map<String, Object> extensions;

    private TracedEvent(Event event, TraceContext trace) {
        this.event = event;
        extensions = new LinkedHashMap<>(event.extensions());
        extensions.put(TraceContext.TRACEPARENT, trace.traceparent());
        if (!trace.tracestate().isEmpty()) {
            extensions.put(TraceContext.TRACESTATE, trace.tracestate());
        }
    }

    /**
     * The event with that place in a trace. One that says itself where it belongs stays as it is, and so does one that would
     * be too large for the bus with it.
     */
    public static Event of(Event event, TraceContext trace) {
        if (event.extension(TraceContext.TRACEPARENT).isPresent()) {
            return event;
        }
        var traced = new TracedEvent(event, trace);
        try {
            EventBlockWriter.check(traced);
            return traced;
        } catch (IllegalArgumentException e) {
            return event;
        }
    }

    @Override
    public String id() {
        return event.id();
    }

    @Override
    public String source() {
        return event.source();
    }

    @Override
    public String type() {
        return event.type();
    }

    @Override
    public Optional<String> subject() {
        return event.subject();
    }

    @Override
    public Optional<Instant> time() {
        return event.time();
    }

    @Override
    public Optional<String> dataContentType() {
        return event.dataContentType();
    }

    @Override
    public Optional<String> dataSchema() {
        return event.dataSchema();
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.copyOf(extensions);
    }

    @Override
    public ByteBuffer data() {
        return event.data();
    }
}
