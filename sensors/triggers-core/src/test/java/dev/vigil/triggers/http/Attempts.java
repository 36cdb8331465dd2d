package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.Trigger.Attempt;
import dev.vigil.triggers.Firings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;

/** Makes triggers and single attempts. */
final class Attempts {
    private Attempts() {}

    static Trigger trigger(Map<String, ?> values, Dns names) {
        var settings = new Settings("t", values);
        var trigger = new HttpTrigger(HttpTriggerSettings.from(settings), names);
        assertThat(settings.problems()).isEmpty();
        return trigger;
    }

    static Attempt fire(Trigger trigger) {
        return trigger.fire(Firings.of("{\"a\": 1}"))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    static Attempt fireOnce(Map<String, ?> values) {
        return fireOnce(values, Dns.SYSTEM);
    }

    static Attempt fireOnce(Map<String, ?> values, Dns names) {
        try (var trigger = trigger(values, names)) {
            return fire(trigger);
        }
    }
}
