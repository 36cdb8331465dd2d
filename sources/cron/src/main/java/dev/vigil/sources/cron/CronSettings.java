package dev.vigil.sources.cron;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one clock.
 *
 * @param name of the source
 * @param schedule when it ticks
 * @param catchUp how many of the ticks that it missed are made up for, the last ones
 * @param type of its events
 * @param subject of its events, by which they are ordered
 * @param data of its events, JSON; empty where each tells its own time
 */
record CronSettings(String name, Schedule schedule, int catchUp, String type, String subject, Optional<String> data) {
    private static final int DEFAULT_CATCH_UP = 10;
    private static final int MOST_CATCH_UP = 1_000;
    private static final int LONGEST_ATTRIBUTE = 1024;

    /** Reads the settings of the source of that name; what is wrong is reported through them. */
    static CronSettings from(String name, Settings settings) {
        return new CronSettings(
                name,
                schedule(settings),
                (int) settings.number("catch-up", DEFAULT_CATCH_UP, 0, MOST_CATCH_UP),
                attribute(settings, "type", "dev.vigil.tick"),
                attribute(settings, "subject", name),
                data(settings));
    }

    private static Schedule schedule(Settings settings) {
        var zone = zone(settings);
        var expression = settings.text("schedule");
        try {
            return Schedule.of(expression, zone);
        } catch (IllegalArgumentException e) {
            if (settings.has("schedule")) {
                settings.problem(
                        "schedule",
                        "second minute hour day-of-month month day-of-week, such as \"0 30 2 * * *\" (" + e.getMessage()
                                + ")");
            }
            return Schedule.of("@yearly", zone);
        }
    }

    private static ZoneId zone(Settings settings) {
        try {
            return ZoneId.of(settings.text("zone", "UTC"));
        } catch (DateTimeException e) {
            settings.problem("zone", "a time zone such as \"Europe/Berlin\" or \"UTC\"");
            return ZoneOffset.UTC;
        }
    }

    private static String attribute(Settings settings, String key, String otherwise) {
        var value = settings.text(key, otherwise);
        if (value.isEmpty()
                || value.length() > LONGEST_ATTRIBUTE
                || value.chars().anyMatch(Character::isISOControl)) {
            settings.problem(key, "a text of 1 to " + LONGEST_ATTRIBUTE + " characters");
            return otherwise;
        }
        return value;
    }

    private static Optional<String> data(Settings settings) {
        var data = settings.text("data", "");
        if (!settings.has("data")) {
            return Optional.empty();
        }
        try {
            DataFormat.json().read(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)), Object.class);
        } catch (DataException e) {
            settings.problem("data", "a text that is JSON (" + e.getMessage() + ")");
        }
        return Optional.of(data);
    }

    /** The event of a tick: the same wherever and whenever it is made. */
    Event event(Instant tick) {
        var event = Event.of("/cron/" + name, tick.toString(), type)
                .time(tick)
                .subject(subject)
                .dataContentType("application/json");
        data.ifPresentOrElse(event::data, () -> event.json(Map.of("tick", tick.toString())));
        return event.build();
    }
}
