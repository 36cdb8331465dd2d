package dev.vigil.node.http.cloudevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.vigil.api.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CloudEvents from JSON, one or a batch. The data of each event is a view of the body, byte for byte, unless it is
 * encoded there.
 *
 * <p>Failure: {@link MalformedEventException}, and nothing else, for whatever is in the body.
 */
public final class JsonEvents {
    /** How deep JSON may nest, the event itself counted. */
    public static final int MAX_DEPTH = 64;

    /**
     * The body is UTF-8 whatever it begins with, else offsets into it would mean nothing. Names come from outside and are
     * many, so they are not interned.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonEvents() {}

    /** The one event that is the whole of the body. The body must not be changed afterwards. */
    public static Event one(byte[] body) {
        return read(body, parser -> {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "an event is a JSON object");
            return new JsonEventReader(body, parser).event();
        });
    }

    /** The events of the array that is the whole of the body. The body must not be changed afterwards. */
    public static List<Event> batch(byte[] body) {
        return read(body, parser -> {
            expect(parser.nextToken() == JsonToken.START_ARRAY, "a batch is a JSON array of events");
            var events = new ArrayList<Event>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                events.add(nth(body, parser, events.size()));
            }
            return events;
        });
    }

    private static Event nth(byte[] body, JsonParser parser, int index) throws IOException {
        try {
            expect(parser.currentToken() == JsonToken.START_OBJECT, "an event is a JSON object");
            return new JsonEventReader(body, parser).event();
        } catch (MalformedEventException e) {
            throw e.inBatch(index);
        } catch (JsonProcessingException e) {
            throw malformed(e).inBatch(index);
        }
    }

    /** Reads something from a parser that stands before the first token. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    private static <T> T read(byte[] body, Reading<T> reading) {
        try (var parser = FACTORY.createParser(body)) {
            var result = reading.from(parser);
            expect(parser.nextToken() == null, "there is more after the end of the JSON");
            return result;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new MalformedEventException("the body is not JSON in UTF-8: " + e.getMessage());
        }
    }

    private static MalformedEventException malformed(JsonProcessingException e) {
        var reason = String.valueOf(e.getOriginalMessage());
        if (!(e instanceof StreamConstraintsException)) {
            return new MalformedEventException("the body is not JSON in UTF-8: " + reason);
        }
        return new MalformedEventException(
                reason.contains("nesting depth") ? "JSON nests deeper than " + MAX_DEPTH + " levels" : reason);
    }

    private static void expect(boolean condition, String what) {
        if (!condition) {
            throw new MalformedEventException(what);
        }
    }
}
