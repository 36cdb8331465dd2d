package dev.vigil.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds one {@link Event}. Not thread-safe; every method but {@link #build()} returns this builder. */
public final class EventBuilder {
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** Names that CloudEvents gives a meaning to. */
    private static final Set<String> DEFINED =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data");

    private final String source;
    private final String id;
    private final String type;
    private @Nullable String subject;
    private @Nullable Instant time;
    private @Nullable String dataContentType;
    private @Nullable String dataSchema;
    private final Map<String, Object> extensions = new LinkedHashMap<>();
    private ByteBuffer data = NO_DATA;

    EventBuilder(String source, String id, String type) {
        this.source = required("source", source);
        this.id = required("id", id);
        this.type = required("type", type);
    }

    /** Sets what the event is about. */
    public EventBuilder subject(String value) {
        subject = required("subject", value);
        return this;
    }

    /** Sets when it happened. */
    public EventBuilder time(Instant value) {
        time = value;
        return this;
    }

    /** Sets the media type of the data. */
    public EventBuilder dataContentType(String value) {
        dataContentType = required("datacontenttype", value);
        return this;
    }

    /** Sets the URI of the data's schema. */
    public EventBuilder dataSchema(String value) {
        dataSchema = required("dataschema", value);
        return this;
    }

    /**
     * Sets an extension attribute.
     *
     * @param name lower-case letters and digits, none that CloudEvents gives a meaning to
     * @param value a String, an Integer or a Boolean
     * @throws IllegalArgumentException if the name or the value is none of these
     */
    public EventBuilder extension(String name, Object value) {
        if (!isAttributeName(name)) {
            throw new IllegalArgumentException("extension '" + name + "': a name is lower-case letters and digits");
        }
        if (DEFINED.contains(name)) {
            throw new IllegalArgumentException(
                    "extension '" + name + "': CloudEvents defines an attribute of that name");
        }
        if (!(value instanceof String || value instanceof Integer || value instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "extension '" + name + "': a value is a String, an Integer or a Boolean");
        }
        extensions.put(name, value);
        return this;
    }

    /** Sets the extensions that say where in a trace the event belongs. */
    public EventBuilder trace(TraceContext trace) {
        extensions.put(TraceContext.TRACEPARENT, trace.traceparent());
        if (!trace.tracestate().isEmpty()) {
            extensions.put(TraceContext.TRACESTATE, trace.tracestate());
        }
        return this;
    }

    /** Sets the data: JSON text, or any other as {@link #dataContentType(String)} says. */
    public EventBuilder data(String text) {
        return data(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sets the data to what is left in the buffer, which must not be changed afterwards. */
    public EventBuilder data(ByteBuffer bytes) {
        data = bytes.slice().asReadOnlyBuffer();
        return this;
    }

    /** Sets the data to a value written as JSON. */
    public EventBuilder json(Object value) {
        return data(ByteBuffer.wrap(DataFormat.json().write(value)));
    }

    /** The event. */
    public Event build() {
        return new PlainEvent(
                id,
                source,
                type,
                Optional.ofNullable(subject),
                Optional.ofNullable(time),
                Optional.ofNullable(dataContentType),
                Optional.ofNullable(dataSchema),
                Map.copyOf(extensions),
                data);
    }

    /** Whether CloudEvents allows that name for an attribute: lower-case ASCII letters and digits. */
    public static boolean isAttributeName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    private static String required(String attribute, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("attribute '" + attribute + "' must not be empty");
        }
        return value;
    }
}
