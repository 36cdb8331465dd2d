package dev.vigil.sources.file;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import dev.vigil.api.EventBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Each line is a CloudEvent in JSON, with an identity of its own. */
record CloudEventLines() implements Format {
    @Override
    public Framing framing() {
        return new Framing.Newlines();
    }

    @Override
    public Reading reading(Optional<Line> header) {
        return (_, line) -> event(line);
    }

    private static Event event(Line line) {
        var _ = Utf8.text(line);
        try {
            Map<?, ?> attributes = DataFormat.json().read(ByteBuffer.wrap(line.content()), Map.class);
            if (!text(attributes, "specversion").equals(Optional.of("1.0"))) {
                throw malformed("specversion must be \"1.0\"");
            }
            var builder =
                    Event.of(required(attributes, "source"), required(attributes, "id"), required(attributes, "type"));
            attributes.forEach((name, value) -> {
                if (value != null) {
                    set(builder, attributes, String.valueOf(name), value);
                }
            });
            return builder.build();
        } catch (DataException | IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static void set(EventBuilder builder, Map<?, ?> attributes, String name, Object value) {
        switch (name) {
            case "specversion", "source", "id", "type" -> {}
            case "subject" -> builder.subject(required(attributes, name));
            case "datacontenttype" -> builder.dataContentType(required(attributes, name));
            case "dataschema" -> builder.dataSchema(required(attributes, name));
            case "time" -> builder.time(time(required(attributes, name)));
            case "data" -> {
                if (attributes.get("data_base64") != null) {
                    throw malformed("an event has either data or data_base64, not both");
                }
                builder.data(ByteBuffer.wrap(data(attributes, value)));
            }
            case "data_base64" -> builder.data(ByteBuffer.wrap(decoded(attributes)));
            default ->
                builder.extension(
                        Attribute.checked("name of an attribute", name),
                        value instanceof String text ? Attribute.checked(name, text) : value);
        }
    }

    private static byte[] data(Map<?, ?> attributes, Object data) {
        boolean isJson =
                text(attributes, "datacontenttype").map(CloudEventLines::isJson).orElse(true);
        return isJson || !(data instanceof String text)
                ? DataFormat.json().write(data)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isJson(String contentType) {
        var type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static byte[] decoded(Map<?, ?> attributes) {
        return text(attributes, "data_base64")
                .map(Base64.getDecoder()::decode)
                .orElseThrow(() -> malformed("data_base64 must be a text"));
    }

    private static Instant time(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw malformed("time must be as RFC 3339 says: " + e.getMessage());
        }
    }

    private static String required(Map<?, ?> attributes, String name) {
        return Attribute.checked(
                name,
                text(attributes, name)
                        .orElseThrow(() -> new Refusal(Refusal.Reason.IDENTITY, name + " must be a text")));
    }

    private static Optional<String> text(Map<?, ?> attributes, String name) {
        return attributes.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Refusal malformed(String cause) {
        return new Refusal(Refusal.Reason.MALFORMED, cause);
    }
}
