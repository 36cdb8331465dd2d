package dev.vigil.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One CloudEvent 1.0: something that happened, named by {@link #source()} and {@link #id()} together.
 *
 * <p>Threading: immutable, safe to share. An event handed to a sensor's handler may be a view of a larger buffer; it
 * stays valid for as long as it is referenced.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0.2</a>
 */
public interface Event {
    /** Names the event within its source; not empty. */
    String id();

    /** Where the event comes from, a URI reference; not empty. */
    String source();

    /** What kind of event it is, such as {@code device.reading}; not empty. */
    String type();

    /** What the event is about, within its source. */
    Optional<String> subject();

    /** When it happened, as its producer says. */
    Optional<Instant> time();

    /** The media type of the data; JSON where absent. */
    Optional<String> dataContentType();

    /** A URI that describes the data's schema. */
    Optional<String> dataSchema();

    /** Extension attributes by name; each value is a String, an Integer or a Boolean. */
    Map<String, Object> extensions();

    /** The value of one extension in CloudEvents' canonical string form. */
    default Optional<String> extension(String name) {
        return Optional.ofNullable(extensions().get(name)).map(Object::toString);
    }

    /** The data as it came, never parsed; read-only, from position 0 to limit; empty where the event has none. */
    ByteBuffer data();

    /** The data as text in UTF-8. */
    default String dataAsText() {
        return StandardCharsets.UTF_8.decode(data()).toString();
    }

    /**
     * The JSON data as a value of that type, parsed at every call.
     *
     * @throws DataException if the data is absent, not JSON, or does not fit the type
     */
    default <T> T data(Class<T> type) {
        return DataFormat.json().read(data(), type);
    }

    /**
     * The scalar in the JSON data to which an RFC 6901 pointer leads, as text: {@code /repository/full_name}. Empty
     * where nothing is there, or null, or an object or array, or where the data is not JSON.
     */
    default Optional<String> text(String pointer) {
        return DataFormat.json().text(data(), pointer);
    }

    /** Starts an event with the three attributes that every event must have. */
    static EventBuilder of(String source, String id, String type) {
        return new EventBuilder(source, id, type);
    }
}
