package dev.vigil.triggers.http;

import dev.vigil.api.Settings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of one HTTP trigger.
 *
 * @param request what is sent
 * @param accepted the statuses that mean that the outside has it
 * @param timeout how long one attempt may take, from name lookup to the last byte read
 * @param version the protocol to begin with
 */
record HttpTriggerSettings(
        RequestTemplate request, AcceptedStatuses accepted, Duration timeout, HttpClient.Version version) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    /** Reads the settings; what is wrong is reported through them. */
    static HttpTriggerSettings from(Settings settings) {
        return new HttpTriggerSettings(
                RequestSettings.from(settings), accepted(settings), timeout(settings), version(settings));
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

    private static HttpClient.Version version(Settings settings) {
        var version = settings.oneOf("http-version", "1.1", "1.1", "2");
        return version.equals("2") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }
}
