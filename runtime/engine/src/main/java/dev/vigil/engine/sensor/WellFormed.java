package dev.vigil.engine.sensor;

import java.nio.charset.StandardCharsets;

/**
 * Text that is the same after it was written as UTF-8 and read again. JSON can name characters that are not: half of a
 * surrogate pair. Two keys must not be different in memory and the same on disk.
 */
public final class WellFormed {
    private WellFormed() {}

    /** Whether the text has no half of a surrogate pair. */
    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text as it is read again after it was written. */
    public static String of(String text) {
        return is(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
