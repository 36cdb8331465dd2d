package dev.vigil.engine.sensor;

/** What was thrown, for a person to read. */
public final class Cause {
    private static final int MOST_CHARS = 1000;

    private Cause() {}

    /** The class and the message of what was thrown, cut where it is long. */
    public static String of(Throwable thrown) {
        return shortened(thrown.getClass().getName() + message(thrown));
    }

    /** A text, cut where it is long, and never within a character. */
    public static String shortened(String text) {
        if (text.length() <= MOST_CHARS) {
            return text;
        }
        return text.substring(0, MOST_CHARS - (Character.isHighSurrogate(text.charAt(MOST_CHARS - 1)) ? 1 : 0));
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
