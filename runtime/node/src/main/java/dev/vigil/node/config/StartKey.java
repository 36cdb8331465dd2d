package dev.vigil.node.config;

import dev.vigil.api.Sensor;
import dev.vigil.api.Settings;
import dev.vigil.api.StartPosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads where a sensor begins that is new, from the key that every sensor has. */
final class StartKey {
    private static final String KEY = "start";

    private StartKey() {}

    /** Empty where the sensor says it itself. */
    static Optional<StartPosition> read(Settings sensor) {
        var text = sensor.text(KEY, "");
        return switch (text) {
            case "" -> Optional.empty();
            case "earliest" -> Optional.of(StartPosition.earliest());
            case "latest" -> Optional.of(StartPosition.latest());
            default -> time(sensor, text);
        };
    }

    private static Optional<StartPosition> time(Settings sensor, String text) {
        try {
            return Optional.of(
                    StartPosition.at(Instant.ofEpochMilli(Instant.parse(text).toEpochMilli())));
        } catch (DateTimeException | ArithmeticException e) {
            sensor.problem(KEY, "earliest, latest or a time like \"2026-01-31T12:00:00Z\"");
            return Optional.empty();
        }
    }

    /** A sensor that begins there when it is new, where that is said. */
    static Sensor<?> apply(Sensor<?> sensor, Optional<StartPosition> start) {
        return start.isPresent() ? new StartingAt<>(sensor, start.get()) : sensor;
    }
}
