package dev.vigil.node.http.cloudevents;

import static dev.vigil.node.http.cloudevents.MalformedEventException.attribute;

import dev.vigil.api.Event;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts one event together from the headers of a request in binary mode and its body. For one use; not thread-safe.
 *
 * <p>Failure: {@link MalformedEventException}, and nothing else, for whatever was sent.
 */
public final class BinaryEvent {
    /** What the headers of attributes begin with. */
    public static final String PREFIX = "ce-";

    private final Attributes attributes = new Attributes();

    /** Begins with no header. */
    public BinaryEvent() {}

    /** Takes a header into account, if it is one of an attribute; its name is in lower case. */
    public void header(String name, String value) {
        if (!name.startsWith(PREFIX)) {
            return;
        }
        var attribute = name.substring(PREFIX.length());
        if (attribute.equals("datacontenttype")) {
            throw attribute(attribute, "is carried by the header Content-Type in binary mode");
        }
        var text = decoded(attribute, unquoted(value.strip()));
        if (Attributes.isDefined(attribute)) {
            attributes.define(attribute, text);
        } else {
            attributes.extend(attribute, text);
        }
    }

    /** The event, once all headers are in. The body must not be changed afterwards. */
    public Event build(@Nullable String contentType, byte[] body) {
        if (contentType != null) {
            attributes.define("datacontenttype", contentType);
        }
        if (Texts.isJson(contentType) && JsonDepth.exceeds(body, JsonEvents.MAX_DEPTH)) {
            throw new MalformedEventException("JSON nests deeper than " + JsonEvents.MAX_DEPTH + " levels");
        }
        return attributes.event(ByteBuffer.wrap(body));
    }

    /** Older senders put values in quotes, which RFC 7230 lets them do. */
    private static String unquoted(String value) {
        var last = value.length() - 1;
        if (last < 1 || value.charAt(0) != '"' || value.charAt(last) != '"') {
            return value;
        }
        var text = new StringBuilder(last);
        for (var i = 1; i < last; i++) {
            if (value.charAt(i) == '\\' && i + 1 < last) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return text.toString();
    }

    private static String decoded(String attribute, String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        var bytes = new ByteArrayOutputStream(value.length());
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '%') {
                bytes.write(escaped(attribute, value, i));
                i += 2;
            } else {
                var end = value.indexOf('%', i);
                var plain = value.substring(i, end < 0 ? value.length() : end);
                bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
                i += plain.length() - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw attribute(attribute, "its percent-encoding is not UTF-8");
        }
    }

    private static int escaped(String attribute, String value, int at) {
        var high = at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
        var low = at + 2 < value.length() ? Character.digit(value.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw attribute(attribute, "a percent sign must be followed by two hexadecimal digits");
        }
        return high * 16 + low;
    }
}
