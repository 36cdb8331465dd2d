package dev.vigil.node.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * What a request asks for.
 *
 * @param path as it was sent: Pekko's own parsing would resolve dots and merge slashes, which keys of instances may have
 * @param query as it was sent, empty where there is none
 */
record Target(String path, String query) {
    static Target of(HttpRequest request) {
        var raw = request.getHeader("raw-request-uri")
                .map(org.apache.pekko.http.javadsl.model.HttpHeader::value)
                .orElseGet(() -> request.getUri().getPathString());
        var start = raw.startsWith("/") ? 0 : pathOf(raw);
        var question = raw.indexOf('?', start);
        return question < 0
                ? new Target(raw.substring(start), "")
                : new Target(raw.substring(start, question), raw.substring(question + 1));
    }

    /** Where the path begins in {@code http://host/path}, as proxies send it. */
    private static int pathOf(String raw) {
        var authority = raw.indexOf("://");
        var slash = authority < 0 ? -1 : raw.indexOf('/', authority + 3);
        return slash < 0 ? raw.length() : slash;
    }

    /** The value of a parameter, the first one where it is given more than once. */
    Optional<String> parameter(String name) {
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                return Optional.of(
                        equals < 0 ? "" : decoded(pair.substring(equals + 1).replace('+', ' ')));
            }
        }
        return Optional.empty();
    }

    /** Refuses parameters that mean nothing here, and those that are given twice: they would be passed over. */
    void only(List<String> known) {
        var given = new HashSet<String>();
        for (var pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            var name = decoded(pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=')));
            if (!known.contains(name)) {
                throw ProblemException.badRequest("parameter '" + name + "' means nothing here; expected "
                        + (known.isEmpty() ? "none" : "one of " + String.join(", ", known)));
            }
            if (!given.add(name)) {
                throw ProblemException.badRequest("parameter '" + name + "' is given more than once");
            }
        }
    }

    /** A parameter that is a whole number within bounds, or that one where it is not given. */
    long number(String name, long otherwise, long least, long most) {
        var text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            var value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        throw ProblemException.badRequest(
                "parameter '" + name + "': expected a whole number from " + least + " to " + most);
    }

    /** How many of something a page is to have at most. */
    int limit() {
        return (int) number("limit", 100, 1, 1_000);
    }

    /** The text that percent-encoding stands for. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(escaped(text, i));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.badRequest("the percent-encoding of the path or query is not UTF-8");
        }
    }

    private static int escaped(String text, int at) {
        var inside = at + 2 < text.length();
        var high = inside ? Character.digit(text.charAt(at + 1), 16) : -1;
        var low = inside ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw ProblemException.badRequest("a percent sign must be followed by two hexadecimal digits");
        }
        return high * 16 + low;
    }
}
