package dev.vigil.sources.kafka;

import dev.vigil.api.Event;
import dev.vigil.api.EventBuilder;
import dev.vigil.api.TraceContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The context attributes of one CloudEvent as they come in. Not thread-safe.
 *
 * <p>Failure: every method throws {@link UnmappableException} that names the attribute.
 */
final class Attributes {
    private static final String VERSION = "1.0";
    private static final int LONGEST_NAME = 1024;

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Sets an attribute; once each. */
    void set(String name, Object value) {
        if (!EventBuilder.isAttributeName(name) || name.length() > LONGEST_NAME || name.equals("data")) {
            throw UnmappableException.attribute(name, "has a name that CloudEvents does not allow");
        }
        if (value instanceof String text) {
            Texts.fault(text).ifPresent(fault -> {
                throw UnmappableException.attribute(name, fault);
            });
        }
        if (values.putIfAbsent(name, value) != null) {
            throw UnmappableException.attribute(name, "is there twice");
        }
    }

    /** Sets where in a trace the event belongs. */
    void trace(TraceContext trace) {
        values.put(TraceContext.TRACEPARENT, trace.traceparent());
        values.remove(TraceContext.TRACESTATE);
        if (!trace.tracestate().isEmpty()) {
            values.put(TraceContext.TRACESTATE, trace.tracestate());
        }
    }

    /** The media type of the data. */
    Optional<String> dataContentType() {
        return values.containsKey("datacontenttype") ? Optional.of(required("datacontenttype")) : Optional.empty();
    }

    /** The event with that data, once everything is set; it is ordered by that key if it does not say by which. */
    Event event(ByteBuffer data, Optional<String> key) {
        if (!required("specversion").equals(VERSION)) {
            throw UnmappableException.attribute("specversion", "must be 1.0");
        }
        var event = Event.of(source(), required("id"), required("type")).data(data);
        for (var name : values.keySet()) {
            switch (name) {
                case "specversion", "source", "id", "type" -> {}
                case "subject" -> event.subject(required(name));
                case "time" -> event.time(time());
                case "datacontenttype" -> event.dataContentType(required(name));
                case "dataschema" -> event.dataSchema(required(name));
                default -> event.extension(name, extension(name));
            }
        }
        if (!values.containsKey(EventMapping.PARTITION_KEY)) {
            key.ifPresent(text -> event.extension(EventMapping.PARTITION_KEY, text));
        }
        return event.build();
    }

    private String required(String name) {
        var value = values.get(name);
        if (value == null) {
            throw UnmappableException.attribute(name, "is missing");
        }
        if (value instanceof String text) {
            return text;
        }
        throw UnmappableException.attribute(name, "must be a text");
    }

    private String source() {
        var text = required("source");
        try {
            return new URI(text).toString();
        } catch (URISyntaxException e) {
            throw UnmappableException.attribute("source", "must be a URI reference");
        }
    }

    private Instant time() {
        try {
            return OffsetDateTime.parse(required("time")).toInstant();
        } catch (DateTimeException e) {
            throw UnmappableException.attribute("time", "must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    private Object extension(String name) {
        var value = values.get(name);
        if (value instanceof String || value instanceof Integer || value instanceof Boolean) {
            return value;
        }
        throw UnmappableException.attribute(name, "must be a text, a whole number of 32 bits or a truth value");
    }
}
