package dev.vigil.node.http.cloudevents;

import static dev.vigil.node.http.cloudevents.MalformedEventException.attribute;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import dev.vigil.api.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the one event at whose opening brace a parser stands, and leaves it at the closing one. For one use. */
final class JsonEventReader {
    private static final byte[] NOTHING = {};

    private final byte[] body;
    private final JsonParser parser;
    private final Attributes attributes = new Attributes();
    private @Nullable Set<String> nulls;
    private int dataFrom = -1;
    private int dataTo;
    private boolean dataIsText;
    private boolean hasData;
    private byte @Nullable [] decoded;

    JsonEventReader(byte[] body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    Event event() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals("data")) {
                data(token);
            } else if (token == JsonToken.VALUE_NULL) {
                absent(name);
            } else if (name.equals("data_base64")) {
                base64(token);
            } else if (Attributes.isDefined(name)) {
                attributes.define(name, text(name, token));
            } else {
                Attributes.checkExtensionName(name);
                attributes.extend(name, value(name, token));
            }
        }
        if (dataFrom >= 0 && decoded != null) {
            throw new MalformedEventException("an event has either data or data_base64, not both");
        }
        return attributes.event(bytes());
    }

    /** A null stands for an attribute that is not there, but not for one that is. */
    private void absent(String name) {
        if (!name.equals("data_base64") && !Attributes.isDefined(name)) {
            Attributes.checkExtensionName(name);
        }
        if (nulls == null) {
            nulls = new HashSet<>();
        }
        if (!nulls.add(name)) {
            throw attribute(name, "is there twice");
        }
    }

    private void data(JsonToken token) throws IOException {
        if (hasData) {
            throw attribute("data", "is there twice");
        }
        hasData = true;
        var from = (int) parser.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        if (token != JsonToken.VALUE_NULL) {
            dataFrom = from;
            dataTo = (int) parser.currentLocation().getByteOffset();
            dataIsText = token == JsonToken.VALUE_STRING;
        }
    }

    private void base64(JsonToken token) throws IOException {
        if (decoded != null) {
            throw attribute("data_base64", "is there twice");
        }
        try {
            decoded = Base64.getDecoder().decode(text("data_base64", token));
        } catch (IllegalArgumentException e) {
            throw attribute("data_base64", "must be base64: " + e.getMessage());
        }
    }

    private String text(String name, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw attribute(name, "must be a text");
        }
        return parser.getText();
    }

    private Object value(String name, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() != NumberType.INT) {
                    throw attribute(name, "a number must fit 32 bits");
                }
                yield parser.getIntValue();
            }
            default -> throw attribute(name, "must be a text, a whole number or a truth value");
        };
    }

    /** The data as its media type wants it: JSON as it stands in the body, a text of another type as what it says. */
    private ByteBuffer bytes() throws IOException {
        if (decoded != null) {
            return ByteBuffer.wrap(decoded);
        }
        if (dataFrom < 0) {
            return ByteBuffer.wrap(NOTHING);
        }
        if (!dataIsText || Texts.isJson(attributes.dataContentType())) {
            return ByteBuffer.wrap(body, dataFrom, dataTo - dataFrom);
        }
        try (var inner = JsonEvents.FACTORY.createParser(body, dataFrom, dataTo - dataFrom)) {
            inner.nextToken();
            return ByteBuffer.wrap(inner.getText().getBytes(StandardCharsets.UTF_8));
        }
    }
}
