package dev.vigil.node.client;

import dev.vigil.node.http.cloudevents.JsonEvents;
import dev.vigil.node.http.cloudevents.MalformedEventException;

/** Makes an event of what a line says. */
@FunctionalInterface
public interface LineFormat {
    /**
     * The event in CloudEvents' JSON format, as a node takes it.
     *
     * @throws MalformedEventException if the line is no event
     */
    byte[] event(long number, byte[] line);

    /** Lines that are events already, and stay as they are. */
    static LineFormat events() {
        return (_, line) -> {
            JsonEvents.one(line);
            return line;
        };
    }
}
