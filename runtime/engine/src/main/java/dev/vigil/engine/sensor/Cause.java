package dev.vigil.engine.sensor;

/** What was thrown, for a person to read. */
public final class Cause {
    private static final int MOST_CHARS = 1000;

    private Cause() {}

    /** The class and the message of what was thrown, cut where it is long. */
    public static String of(Throwable thrown) {
        var text = thrown.getClass().getName() + message(thrown);
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
    }

    /** A class of the user's may throw even here, and must not take the slot with it. */
    private static String message(Throwable thrown) {
        try {
            var message = thrown.getMessage();
            return message == null ? "" : ": " + message;
        } catch (RuntimeException e) {
            return ": its message cannot be had";
        }
    }
}
