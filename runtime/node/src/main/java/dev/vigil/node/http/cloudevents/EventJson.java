package dev.vigil.node.http.cloudevents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.vigil.api.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes events in CloudEvents' JSON format. */
public final class EventJson {
    private EventJson() {}

    /**
     * Writes one event as an object. JSON data is written as it is, other data as base64.
     *
     * @throws IOException if the generator's target cannot be written
     */
    public static void write(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", event.id());
        json.writeStringField("source", event.source());
        json.writeStringField("type", event.type());
        field(json, "subject", event.subject());
        field(json, "time", event.time().map(Object::toString));
        field(json, "datacontenttype", event.dataContentType());
        field(json, "dataschema", event.dataSchema());
        for (var extension : event.extensions().entrySet()) {
            json.writePOJOField(extension.getKey(), extension.getValue());
        }
        data(json, event);
        json.writeEndObject();
    }

    private static void field(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private static void data(JsonGenerator json, Event event) throws IOException {
        var bytes = new byte[event.data().remaining()];
        event.data().get(bytes);
        if (bytes.length == 0) {
            return;
        }
        if (Texts.isJson(event.dataContentType().orElse(null)) && isJsonText(bytes)) {
            json.writeFieldName("data");
            json.writeRawValue(new String(bytes, StandardCharsets.UTF_8));
        } else {
            json.writeBinaryField("data_base64", bytes);
        }
    }

    /** Data was never looked at, so what claims to be JSON need not be. */
    private static boolean isJsonText(byte[] bytes) {
        try (var parser = JsonEvents.FACTORY.createParser(bytes)) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            var first = parser.nextToken();
            // As the member `data`, null would mean that there is none.
            if (first == null || first == JsonToken.VALUE_NULL) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
