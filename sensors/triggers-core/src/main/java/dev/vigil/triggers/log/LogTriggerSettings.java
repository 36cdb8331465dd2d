package dev.vigil.triggers.log;

import dev.vigil.api.Settings;
import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The configuration of one log trigger.
 *
 * @param level the level of its lines
 */
record LogTriggerSettings(Level level) {
    /** Reads the settings; what is wrong is reported through them. */
    static LogTriggerSettings from(Settings settings) {
        var level = settings.oneOf("level", "info", "trace", "debug", "info", "warn", "error");
        return new LogTriggerSettings(Level.valueOf(level.toUpperCase(Locale.ROOT)));
    }
}
