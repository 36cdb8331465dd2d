package dev.vigil.sensors;

import dev.vigil.api.Settings;
import java.time.Duration;
import java.util.Optional;

/** Reads time spans in which something may come due: whole milliseconds, as timers have them. */
public final class Spans {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(3650);
    private static final String EXPECTED = "a time span from 1ms to 3650d, such as \"10m\"";

    private Spans() {}

    /** A time span that must be there. */
    public static Duration required(Settings settings, String key) {
        if (!settings.has(key)) {
            settings.problem(key, EXPECTED);
        }
        return optional(settings, key).orElse(LEAST);
    }

    /** A time span, or that one where nothing stands. */
    public static Duration orElse(Settings settings, String key, Duration otherwise) {
        return optional(settings, key).orElse(otherwise);
    }

    /** A time span, if it is there. */
    public static Optional<Duration> optional(Settings settings, String key) {
        var span = settings.duration(key, LEAST);
        if (!settings.has(key)) {
            return Optional.empty();
        }
        if (span.compareTo(LEAST) < 0 || span.compareTo(MOST) > 0) {
            settings.problem(key, EXPECTED);
            return Optional.of(LEAST);
        }
        return Optional.of(Duration.ofMillis(span.toMillis()));
    }
}
