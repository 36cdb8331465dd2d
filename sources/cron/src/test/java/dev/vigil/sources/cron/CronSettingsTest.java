package dev.vigil.sources.cron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronSettingsTest {
    private static final Map<String, Object> SMALLEST = Map.of("schedule", "0 30 2 * * *");

    @Test
    void aScheduleIsEnough() {
        var settings = new Settings("vigil.sources.nightly", SMALLEST);
        var cron = CronSettings.from("nightly", settings);
        assertThat(settings.problems()).isEmpty();
        assertThat(cron.catchUp()).isEqualTo(10);
        assertThat(cron.type()).isEqualTo("dev.vigil.tick");
        assertThat(cron.subject()).isEqualTo("nightly");
        assertThat(cron.schedule().after(Instant.parse("2026-03-01T12:00:00Z")))
                .contains(Instant.parse("2026-03-02T02:30:00Z"));
    }

    @Test
    void aTimeZoneAndDataMayBeGiven() {
        var values = new HashMap<>(SMALLEST);
        values.put("zone", "Asia/Kolkata");
        values.put("data", "{\"report\": \"sales\"}");
        var settings = new Settings("vigil.sources.nightly", values);
        var cron = CronSettings.from("nightly", settings);
        assertThat(settings.problems()).isEmpty();
        var tick = cron.schedule().after(Instant.parse("2026-03-01T12:00:00Z")).orElseThrow();
        assertThat(tick).isEqualTo(Instant.parse("2026-03-01T21:00:00Z"));
        assertThat(cron.event(tick).dataAsText()).isEqualTo("{\"report\": \"sales\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "schedule, every night, second minute hour",
        "schedule, 0 0 0 30 2 *, it names no time that ever comes",
        "zone, Berlin, a time zone such as",
        "catch-up, -1, a whole number from 0 to 1000",
        "type, '', a text of 1 to 1024 characters",
        "data, {report, a text that is JSON",
        "every, 5m, 'one of catch-up, data, schedule, subject, type, zone'"
    })
    void whatIsWrongIsSaidWithItsPath(String key, String value, String expected) {
        var values = new HashMap<>(SMALLEST);
        values.put(key, value);
        assertThat(problems(values))
                .singleElement()
                .asString()
                .startsWith("vigil.sources.nightly." + key + ": ")
                .contains(expected);
    }

    @Test
    void aScheduleMustBeThere() {
        assertThat(problems(Map.of()))
                .containsExactly(new Settings.Problem("vigil.sources.nightly.schedule", "nothing", "a text"));
    }

    private static List<Settings.Problem> problems(Map<String, Object> values) {
        var settings = new Settings("vigil.sources.nightly", values);
        var _ = CronSettings.from("nightly", settings);
        return settings.problems();
    }
}
