package dev.vigil.sources.file;

import dev.vigil.api.Event;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;

/**
 * The event that stands for a line that was refused, so that it is on the bus, with its cause, like any other.
 *
 * @param source of the events
 * @param type of the events
 */
record Rejection(String source, String type) {
    /** How much of a line is kept. */
    static final int MOST_KEPT = 1 << 20;

    Event event(Origin origin, Line line, Refusal refusal) {
        var data = new LinkedHashMap<String, Object>();
        data.put("file", origin.file());
        data.put("line", line.number());
        data.put("place", origin.file() + ", line " + line.number());
        data.put("offset", line.offset());
        data.put("length", line.length());
        data.put("reason", refusal.reason().word());
        data.put("cause", refusal.cause());
        var kept = Arrays.copyOf(line.content(), Math.min(MOST_KEPT, line.content().length));
        var text = Utf8.text(kept);
        if (text.isPresent()) {
            data.put("text", text.get());
        } else {
            data.put("base64", Base64.getEncoder().encodeToString(kept));
        }
        data.put("whole", isWhole(line));
        return Event.of(source, origin.id(), type)
                .subject(origin.file())
                .time(origin.now())
                .dataContentType("application/json")
                .json(data)
                .build();
    }

    /** Whether all of the line is in the event. */
    static boolean isWhole(Line line) {
        return line.isWhole() && line.length() <= MOST_KEPT;
    }
}
