package dev.vigil.node.config;

import dev.vigil.api.Settings;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.dispatch.TriggerPolicy.Breaker;
import dev.vigil.engine.dispatch.TriggerPolicy.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how a trigger is treated, from the keys that every trigger has. */
final class PolicySection {
    private static final Duration LEAST = Duration.ofMillis(1);

    private PolicySection() {}

    static TriggerPolicy read(Settings trigger) {
        var rate = (int) trigger.number("rate", 0, 1, 1_000_000);
        return new TriggerPolicy(
                (int) trigger.number("concurrency", 8, 1, 10_000),
                rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate),
                Bounds.duration(trigger, "timeout", Duration.ofSeconds(10), LEAST, Duration.ofMinutes(10)),
                retry(trigger.section("retry")),
                breaker(trigger.section("breaker")));
    }

    private static Optional<Breaker> breaker(Settings settings) {
        var failures = (int) settings.number("failures", 20, 0, 1_000_000);
        var openFor = Bounds.duration(settings, "open-for", Duration.ofSeconds(10), LEAST, Duration.ofHours(1));
        return failures == 0 ? Optional.empty() : Optional.of(new Breaker(failures, openFor));
    }

    private static Retry retry(Settings settings) {
        var first = Bounds.duration(settings, "first", Duration.ofMillis(500), LEAST, Duration.ofHours(1));
        var most = Bounds.duration(settings, "most", Duration.ofMinutes(1), LEAST, Duration.ofHours(24));
        if (most.compareTo(first) < 0) {
            settings.problem("most", "a time span not below that of retry.first");
            most = first;
        }
        return new Retry((int) settings.number("attempts", 20, 1, 10_000), first, most, jitter(settings));
    }

    private static double jitter(Settings settings) {
        var otherwise = 0.2;
        try {
            var share = Double.parseDouble(settings.text("jitter", Double.toString(otherwise)));
            if (share >= 0 && share <= 1) {
                return share;
            }
            settings.problem("jitter", "a share from 0 to 1");
        } catch (NumberFormatException e) {
            settings.problem("jitter", "a share from 0 to 1");
        }
        return otherwise;
    }
}
