package dev.vigil.node.http.cloudevents;

import static dev.vigil.node.http.cloudevents.MalformedEventException.attribute;

import dev.vigil.api.Event;
import dev.vigil.api.EventBuilder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The context attributes of one event as they come in, each checked when it is set. Not thread-safe.
 *
 * <p>Failure: every method throws {@link MalformedEventException} that names the attribute.
 */
final class Attributes {
    private static final String VERSION = "1.0";

    private @Nullable String specVersion;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String type;
    private @Nullable String subject;
    private @Nullable Instant time;
    private @Nullable String dataContentType;
    private @Nullable String dataSchema;
    private final Map<String, Object> extensions = new LinkedHashMap<>();

    /** Whether that attribute is one of those that the specification defines, all of them texts. */
    static boolean isDefined(String name) {
        return switch (name) {
            case "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema" -> true;
            default -> false;
        };
    }

    /** The media type of the data, if it was set by now. */
    @Nullable
    String dataContentType() {
        return dataContentType;
    }

    /** Sets an attribute that the specification defines. */
    void define(String name, String value) {
        if (value.isEmpty()) {
            throw attribute(name, "must not be empty");
        }
        text(name, value);
        switch (name) {
            case "specversion" -> specVersion = once(name, specVersion, version(value));
            case "id" -> id = once(name, id, value);
            case "source" -> source = once(name, source, source(value));
            case "type" -> type = once(name, type, value);
            case "subject" -> subject = once(name, subject, value);
            case "time" -> time = once(name, time, time(value));
            case "datacontenttype" -> dataContentType = once(name, dataContentType, mediaType(value));
            case "dataschema" -> dataSchema = once(name, dataSchema, schema(value));
            default -> throw new IllegalArgumentException(name);
        }
    }

    /** Sets an extension to a String, an Integer or a Boolean. */
    void extend(String name, Object value) {
        checkExtensionName(name);
        if (value instanceof String text) {
            text(name, text);
        }
        if (extensions.putIfAbsent(name, value) != null) {
            throw attribute(name, "is there twice");
        }
    }

    static void checkExtensionName(String name) {
        if (!EventBuilder.isAttributeName(name)) {
            throw attribute(name, "the name of an attribute is lower-case letters and digits only");
        }
        if (name.equals("data")) {
            throw attribute(name, "is no name for an extension");
        }
    }

    /** The event with that data, once everything that must be there is. */
    Event event(ByteBuffer data) {
        required("specversion", specVersion);
        var event = Event.of(required("source", source), required("id", id), required("type", type));
        if (subject != null) {
            event.subject(subject);
        }
        if (time != null) {
            event.time(time);
        }
        if (dataContentType != null) {
            event.dataContentType(dataContentType);
        }
        if (dataSchema != null) {
            event.dataSchema(dataSchema);
        }
        extensions.forEach(event::extension);
        return event.data(data).build();
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw attribute(name, "is missing");
        }
        return value;
    }

    private static <T> T once(String name, @Nullable T before, T value) {
        if (before != null) {
            throw attribute(name, "is there twice");
        }
        return value;
    }

    private static void text(String name, String value) {
        var complaint = Texts.complaint(value);
        if (complaint != null) {
            throw attribute(name, complaint);
        }
    }

    private static String version(String value) {
        if (!value.equals(VERSION)) {
            throw attribute("specversion", "must be 1.0, not " + shown(value));
        }
        return value;
    }

    private static String source(String value) {
        if (!Texts.isUriReference(value)) {
            throw attribute("source", "must be a URI reference, not " + shown(value));
        }
        return value;
    }

    private static Instant time(String value) {
        return Rfc3339.parse(value)
                .orElseThrow(() -> attribute(
                        "time", "must be a time of RFC 3339 such as 2026-01-31T12:00:00Z, not " + shown(value)));
    }

    private static String mediaType(String value) {
        if (!Texts.isMediaType(value)) {
            throw attribute("datacontenttype", "must be a media type, not " + shown(value));
        }
        return value;
    }

    private static String schema(String value) {
        if (!Texts.isAbsoluteUri(value)) {
            throw attribute("dataschema", "must be an absolute URI, not " + shown(value));
        }
        return value;
    }

    static String shown(String value) {
        return '"' + (value.length() > 100 ? value.substring(0, 100) + "..." : value) + '"';
    }
}
