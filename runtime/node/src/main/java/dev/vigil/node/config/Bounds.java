package dev.vigil.node.config;

import dev.vigil.api.Settings;
import java.time.Duration;

/** Reads sizes and time spans that must lie within bounds. */
final class Bounds {
    private Bounds() {}

    static int bytes(Settings settings, String key, int otherwise, int least, int most) {
        var value = settings.bytes(key, otherwise);
        if (value < least || value > most) {
            settings.problem(key, "a size from " + least + " to " + most + " bytes");
            return otherwise;
        }
        return (int) value;
    }

    static Duration duration(Settings settings, String key, Duration otherwise, Duration least, Duration most) {
        var value = settings.duration(key, otherwise);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            settings.problem(key, "a time span from " + shown(least) + " to " + shown(most));
            return otherwise;
        }
        return value;
    }

    private static String shown(Duration span) {
        if (span.toMillisPart() != 0) {
            return span.toMillis() + "ms";
        }
        return span.toSeconds() % 3600 == 0 && !span.isZero() ? span.toHours() + "h" : span.toSeconds() + "s";
    }
}
