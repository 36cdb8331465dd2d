package dev.vigil.node.http.cloudevents;

/** What was sent is not a CloudEvent; the message names the attribute and says why. */
public final class MalformedEventException extends RuntimeException {
    /** Carries no stack trace, since it tells about input and not about code. */
    public MalformedEventException(String message) {
        super(message, null, false, false);
    }

    static MalformedEventException attribute(String name, String why) {
        return new MalformedEventException("attribute '" + name + "': " + why);
    }

    MalformedEventException inBatch(int index) {
        return new MalformedEventException("event " + index + ": " + getMessage());
    }
}
