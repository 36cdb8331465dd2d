package dev.vigil.node.config;

import dev.vigil.api.Settings;
import java.time.Duration;

/**
 * How the HTTP API listens.
 *
 * @param host the address to bind
 * @param port the port, or 0 for any that is free
 * @param bodyLimitBytes the largest body of {@code POST /events}, as sent and as inflated
 * @param bodyTimeout how long a body may take to arrive
 * @param connections how many connections are open at once
 * @param overloadWait how long work may wait for a processor, again and again, before what is published is refused
 * @param callers which web sites may use it by way of a browser
 */
public record HttpSettings(
        String host,
        int port,
        int bodyLimitBytes,
        Duration bodyTimeout,
        int connections,
        Duration overloadWait,
        CallerSettings callers) {
    static HttpSettings read(Settings settings) {
        return new HttpSettings(
                settings.text("host", "127.0.0.1"),
                (int) settings.number("port", 8080, 0, 65_535),
                Bounds.bytes(settings, "body-limit", 1 << 20, 1 << 10, 256 << 20),
                Bounds.duration(
                        settings,
                        "body-timeout",
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(10)),
                (int) settings.number("connections", 1024, 1, 100_000),
                Bounds.duration(
                        settings,
                        "overload-wait",
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)),
                CallerSettings.read(settings));
    }
}
