package dev.vigil.node.config;

import dev.vigil.api.Settings;
import java.net.URI;

/**
 * Where spans go.
 *
 * @param enabled whether any are recorded
 * @param endpoint takes them, by OTLP over HTTP
 * @param sample of the events that come without a trace: the share that begins one, from 0 to 1
 * @param mostPerSecond how many of those begin one at most
 * @param service the name under which they are found
 */
public record TracingSettings(boolean enabled, URI endpoint, double sample, int mostPerSecond, String service) {
    private static final String ENDPOINT = "http://127.0.0.1:4318/v1/traces";
    private static final double SAMPLE = 0.01;
    private static final int MOST_PER_SECOND = 500;
    private static final int MOST_MOST_PER_SECOND = 1_000_000;

    static TracingSettings read(Settings settings) {
        return new TracingSettings(
                settings.flag("enabled", false),
                endpoint(settings),
                sample(settings),
                (int) settings.number("most-per-second", MOST_PER_SECOND, 1, MOST_MOST_PER_SECOND),
                service(settings));
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
