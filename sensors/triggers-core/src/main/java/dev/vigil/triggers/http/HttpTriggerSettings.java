package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import dev.vigil.triggers.guard.AddressGuard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Protocol;

/**
 * The configuration of one HTTP trigger.
 *
 * @param request what is sent
 * @param secrets headers whose values are in files
 * @param accepted the statuses that mean that the outside has it
 * @param timeout how long one attempt may take, from name lookup to the last byte read
 * @param guard where it may connect to
 * @param redirects which are followed
 * @param tls certificates of its own; empty for what the JDK has
 * @param protocols what it speaks, the preferred one first
 */
record HttpTriggerSettings(
        RequestTemplate request,
        List<SecretHeader> secrets,
        AcceptedStatuses accepted,
        Duration timeout,
        AddressGuard guard,
        Redirects redirects,
        Optional<TlsFiles> tls,
        List<Protocol> protocols) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final int MOST_REDIRECTS = 10;

    /** Copies the lists. */
    HttpTriggerSettings {
        secrets = List.copyOf(secrets);
        protocols = List.copyOf(protocols);
    }

    /** Reads the settings; what is wrong is reported through them. */
    static HttpTriggerSettings from(Settings settings) {
        var request = RequestSettings.from(settings);
        return new HttpTriggerSettings(
                request,
                SecretSettings.from(settings, request.headers().keySet()),
                accepted(settings),
                timeout(settings),
                GuardSettings.from(settings, request.url()),
                new Redirects((int) settings.number("redirects", 0, 0, MOST_REDIRECTS)),
                TlsSettings.from(settings),
                protocols(settings));
    }

    private static AcceptedStatuses accepted(Settings settings) {
        var accepted = new AcceptedStatuses(settings.texts("accepted", List.of("2xx")));
        if (!accepted.isValid()) {
            settings.problem("accepted", "a list of statuses such as [\"2xx\", 409]");
        }
        return accepted;
    }

    private static Duration timeout(Settings settings) {
        var timeout = settings.duration("timeout", DEFAULT_TIMEOUT);
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            settings.problem("timeout", "a time span of more than 0 and at most 10 minutes");
        }
        return timeout;
    }

    private static List<Protocol> protocols(Settings settings) {
        var version = settings.oneOf("http-version", "1.1", "1.1", "2");
        return version.equals("2") ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1);
    }
}
