package dev.vigil.triggers.kafka;

import dev.vigil.api.Firing;
import dev.vigil.api.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Firings as the engine hands them over, and settings to write them by. */
final class Firings {
    private Firings() {}

    static Firing of(int number, String payload) {
        var bytes = ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        return new Firing(id(number), "out", "readings", "dev-7", bytes, Instant.parse("2026-03-01T12:00:00Z"));
    }

    static String id(int number) {
        return "%032x".formatted(number);
    }

    static KafkaTriggerSettings settings(Map<String, ?> more) {
        var values = new HashMap<String, Object>(Map.of("servers", "localhost:9092", "topic", "alarms"));
        values.putAll(more);
        var settings = new Settings("vigil.triggers.out", values);
        var kafka = KafkaTriggerSettings.from("out", settings);
        if (!settings.problems().isEmpty()) {
            throw new IllegalArgumentException(settings.problems().toString());
        }
        return kafka;
    }
}
