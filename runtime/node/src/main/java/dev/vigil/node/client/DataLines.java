package dev.vigil.node.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.http.cloudevents.JsonEvents;
import dev.vigil.node.http.cloudevents.MalformedEventException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Lines that are the data of events which are alike in all else. The id of each is the prefix and the number of its line,
 * so that the same input under the same prefix makes the same events.
 *
 * @param type of the events
 * @param source of the events
 * @param subject of the events, if they have one
 * @param contentType of the data; without it, it is JSON
 * @param idPrefix what ids begin with
 */
public record DataLines(
        String type, String source, Optional<String> subject, Optional<String> contentType, String idPrefix)
        implements LineFormat {
    /**
     * Checks the attributes.
     *
     * @throws MalformedEventException if they are none of an event
     */
    public void check() {
        event(1, "0".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] event(long number, byte[] line) {
        var isJson = isJson();
        if (isJson) {
            checkJson(line);
        }
        var bytes = new ByteArrayOutputStream(line.length + 256);
        try (var json = JacksonFormat.MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", idPrefix + "-" + number);
            json.writeStringField("source", source);
            json.writeStringField("type", type);
            if (subject.isPresent()) {
                json.writeStringField("subject", subject.get());
            }
            if (contentType.isPresent()) {
                json.writeStringField("datacontenttype", contentType.get());
            }
            if (isJson) {
                json.writeFieldName("data");
                json.writeRawValue(new String(line, StandardCharsets.UTF_8));
            } else {
                json.writeBinaryField("data_base64", line);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var event = bytes.toByteArray();
        JsonEvents.one(event);
        return event;
    }

    private boolean isJson() {
        var bare =
                contentType.orElse("application/json").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.endsWith("/json") || bare.endsWith("+json");
    }

    /** Exactly one value, so that nothing in it can be taken for an attribute. */
    private static void checkJson(byte[] line) {
        try {
            JacksonFormat.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(
                    "not JSON: " + e.getOriginalMessage() + "; say what it is with --content-type, such as text/plain");
        } catch (IOException e) {
            throw new MalformedEventException("not JSON in UTF-8: " + e.getMessage());
        }
    }
}
