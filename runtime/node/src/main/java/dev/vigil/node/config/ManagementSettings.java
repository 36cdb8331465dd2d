package dev.vigil.node.config;

import dev.vigil.api.Settings;

/**
 * How Pekko Management listens.
 *
 * @param host the address to bind
 * @param port the port, or 0 for any that is free
 */
public record ManagementSettings(String host, int port) {
    static ManagementSettings read(Settings settings) {
        return new ManagementSettings(
                settings.text("host", "127.0.0.1"), (int) settings.number("port", 7626, 0, 65_535));
    }
}
