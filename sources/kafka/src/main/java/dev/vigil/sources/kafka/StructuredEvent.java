package dev.vigil.sources.kafka;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CloudEvent whose attributes and data are one JSON object, the record's value. Its data is written anew as JSON: the same
 * value, not the same bytes.
 */
final class StructuredEvent {
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Attributes attributes = new Attributes();
    private final Map<?, ?> members;

    private StructuredEvent(Map<?, ?> members) {
        this.members = members;
    }

    static Event read(byte[] json, Optional<String> key) {
        try {
            return new StructuredEvent(DataFormat.json().read(ByteBuffer.wrap(json), Map.class)).event(key);
        } catch (DataException e) {
            throw new UnmappableException("no CloudEvent in JSON: " + e.getMessage());
        }
    }

    private Event event(Optional<String> key) {
        for (var member : members.entrySet()) {
            var name = String.valueOf(member.getKey());
            var value = member.getValue();
            if (value != null && !name.equals(DATA) && !name.equals(BASE64)) {
                attributes.set(name, value);
            }
        }
        return attributes.event(data(members.get(DATA), members.get(BASE64)), key);
    }

    private ByteBuffer data(@Nullable Object plain, @Nullable Object encoded) {
        if (plain != null && encoded != null) {
            throw new UnmappableException("a CloudEvent has either data or data_base64, not both");
        }
        if (encoded != null) {
            return ByteBuffer.wrap(decoded(encoded));
        }
        if (plain == null) {
            return NOTHING;
        }
        return ByteBuffer.wrap(
                plain instanceof String text && !isJson()
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : DataFormat.json().write(plain));
    }

    private static byte[] decoded(Object encoded) {
        try {
            return Base64.getDecoder().decode(encoded.toString());
        } catch (IllegalArgumentException e) {
            throw new UnmappableException("data_base64 must be base64: " + e.getMessage());
        }
    }

    /** Data without a media type is JSON. */
    private boolean isJson() {
        var bare = attributes
                .dataContentType()
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .orElse("application/json");
        return bare.endsWith("/json") || bare.endsWith("+json");
    }
}
