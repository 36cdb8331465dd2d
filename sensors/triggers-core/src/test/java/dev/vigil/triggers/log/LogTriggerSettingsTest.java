package dev.vigil.triggers.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogTriggerSettingsTest {
    @Test
    void linesAreInformationWhereNothingElseIsSaid() {
        assertThat(LogTriggerSettings.from(new Settings("", Map.of()))).isEqualTo(new LogTriggerSettings(Level.INFO));
    }

    @Test
    void everyLevelIsTaken() {
        for (var level : List.of("trace", "debug", "info", "warn", "error")) {
            assertThat(LogTriggerSettings.from(new Settings("", Map.of("level", level)))
                            .level())
                    .hasToString(level.toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void anotherLevelOrKeyIsAProblem() {
        var settings = new Settings("t", Map.of("level", "loud", "format", "x"));
        LogTriggerSettings.from(settings);
        assertThat(settings.problems())
                .extracting(Settings.Problem::toString)
                .containsExactly(
                        "t.level: \"loud\"; expected one of trace, debug, info, warn, error",
                        "t.format: unknown key; expected one of level");
    }
}
