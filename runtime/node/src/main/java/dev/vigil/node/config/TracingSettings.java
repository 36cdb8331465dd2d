package dev.vigil.node.config;

import dev.vigil.api.Settings;
import java.net.URI;

/**
 * Where spans go.
 *
 * @param enabled whether any are recorded
 * @param endpoint takes them, by OTLP over HTTP
 * @param sample of the events that come without a trace: the share that begins one, from 0 to 1
 * @param service the name under which they are found
 */
public record TracingSettings(boolean enabled, URI endpoint, double sample, String service) {
    private static final String ENDPOINT = "http://127.0.0.1:4318/v1/traces";
    private static final double SAMPLE = 0.01;

    static TracingSettings read(Settings settings) {
        return new TracingSettings(
                settings.flag("enabled", false), endpoint(settings), sample(settings), service(settings));
    }

    private static URI endpoint(Settings settings) {
        return settings.has("endpoint") ? settings.uri("endpoint", "http", "https") : URI.create(ENDPOINT);
    }

    private static double sample(Settings settings) {
        try {
            var share = Double.parseDouble(settings.text("sample", Double.toString(SAMPLE)));
            if (share >= 0 && share <= 1) {
                return share;
            }
            settings.problem("sample", "a share from 0 to 1");
        } catch (NumberFormatException e) {
            settings.problem("sample", "a share from 0 to 1");
        }
        return SAMPLE;
    }

    private static String service(Settings settings) {
        var name = settings.text("service", "vigil");
        if (name.isBlank()) {
            settings.problem("service", "a name");
        }
        return name;
    }
}
