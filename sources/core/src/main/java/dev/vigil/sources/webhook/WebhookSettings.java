package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The configuration of one webhook.
 *
 * @param path the path that is answered
 * @param methods the methods that are answered
 * @param bodyLimitBytes larger bodies are refused
 * @param proofs what each request must carry, all of it; none where anything is taken
 * @param mapping how a request becomes an event
 */
record WebhookSettings(
        String path, Set<String> methods, long bodyLimitBytes, List<Proof> proofs, EventMapping mapping) {
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");
    private static final long DEFAULT_LIMIT = 1 << 20;
    /** GitHub's own limit; the largest an event may be in any case. */
    private static final long LARGEST_LIMIT = 25 << 20;

    /** Reads the settings of the source of that name; what is wrong is reported through them. */
    static WebhookSettings from(String name, Settings settings) {
        var flavour = Flavour.of(settings);
        var proofs = ProofSettings.from(settings, flavour);
        return new WebhookSettings(
                path(name, settings),
                methods(settings),
                bodyLimit(settings),
                proofs,
                MappingSettings.from(name, settings, flavour, proofs));
    }

    private static String path(String name, Settings settings) {
        var path = settings.text("path", "/webhooks/" + name);
        if (!PATH.matcher(path).matches()) {
            settings.problem("path", "a path such as \"/webhooks/github\", of letters, digits and . _ ~ -");
        }
        return path;
    }

    private static Set<String> methods(Settings settings) {
        var methods = settings.texts("methods", List.of("POST"));
        if (methods.isEmpty() || !METHODS.containsAll(methods)) {
            settings.problem("methods", "one or more of POST, PUT, PATCH");
        }
        return Set.copyOf(methods);
    }

    private static long bodyLimit(Settings settings) {
        var bytes = settings.bytes("body-limit", DEFAULT_LIMIT);
        if (bytes < 1 || bytes > LARGEST_LIMIT) {
            settings.problem("body-limit", "a size from 1 to \"25 MiB\"");
        }
        return bytes;
    }
}
