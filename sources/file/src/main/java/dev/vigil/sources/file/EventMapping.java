package dev.vigil.sources.file;

import dev.vigil.api.Event;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How data becomes an event. A type must be found; subject and key are left out where the data has none.
 *
 * @param source of the events
 * @param type what kind of event it is
 * @param subject what it is about
 * @param key what it is ordered by, if not by its subject
 */
record EventMapping(String source, Expression type, Optional<Expression> subject, Optional<Expression> key) {
    /** The extension by which the bus orders events. */
    static final String PARTITION_KEY = "partitionkey";

    /** The extension that names the file. */
    static final String FILE = "file";

    /** The extension that says in which line of the file it begins. */
    static final String LINE = "line";

    Event event(Origin origin, Line line, String contentType, byte[] bytes) {
        var data = ByteBuffer.wrap(bytes);
        var found = type.in(origin, data)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new Refusal(Refusal.Reason.IDENTITY, "no type: expected " + type.described()));
        var builder = Event.of(source, origin.id(), Attribute.checked("type", found))
                .time(origin.now())
                .dataContentType(contentType)
                .extension(FILE, origin.file())
                .extension(LINE, Long.toString(line.number()))
                .data(data);
        optional("subject", subject, origin, data).ifPresent(builder::subject);
        optional("key", key, origin, data).ifPresent(value -> builder.extension(PARTITION_KEY, value));
        return builder.build();
    }

    private static Optional<String> optional(
            String attribute, Optional<Expression> expression, Origin origin, ByteBuffer data) {
        return expression
                .flatMap(e -> e.in(origin, data))
                .filter(value -> !value.isEmpty())
                .map(value -> Attribute.checked(attribute, value));
    }
}
