package dev.vigil.sensors;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event as a state keeps it.
 *
 * @param source where it came from
 * @param id its name within the source
 * @param type what kind of event it is
 * @param subject what it is about
 * @param time when it happened, as its producer says
 * @param text its data as it came, read as UTF-8
 */
public record KeptEvent(
        String source, String id, String type, Optional<String> subject, Optional<Instant> time, String text) {
    /**
     * An event as triggers get it.
     *
     * @param source where it came from
     * @param id its name within the source
     * @param type what kind of event it is
     * @param subject what it is about
     * @param time when it happened, as its producer says
     * @param data its JSON data; a text where it is no JSON, null where there is none
     */
    public record View(
            String source,
            String id,
            String type,
            Optional<String> subject,
            Optional<Instant> time,
            @Nullable Object data) {}

    /** What is kept of that event. */
    public static KeptEvent of(Event event) {
        return new KeptEvent(
                event.source(), event.id(), event.type(), event.subject(), event.time(), event.dataAsText());
    }

    /** What a trigger gets of it. */
    public View view() {
        return new View(source, id, type, subject, time, data().orElse(null));
    }

    /** Its JSON data; a text where it is no JSON, nothing where there is none. */
    public Optional<Object> data() {
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.equals("null")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    DataFormat.json().read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Object.class));
        } catch (DataException e) {
            return Optional.of(text);
        }
    }
}
