package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Firings and policies to test with. */
final class Firings {
    static final Instant DECIDED = Instant.parse("2026-01-01T00:00:00Z");

    private Firings() {}

    static Firing of(String id, String key) {
        return of(id, "sensor", key);
    }

    static Firing of(String id, String sensor, String key) {
        var payload = ByteBuffer.wrap(("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
        return new Firing(id, "trigger", sensor, key, payload.asReadOnlyBuffer(), DECIDED);
    }

    /** Each with a key of its own. */
    static List<Firing> many(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of(prefix + i, prefix + i))
                .toList();
    }

    static TriggerPolicy policy(int concurrency, OptionalInt perSecond, Duration timeout, int attempts) {
        var retry = new TriggerPolicy.Retry(attempts, Duration.ofMillis(100), Duration.ofSeconds(1), 0);
        return new TriggerPolicy(concurrency, perSecond, timeout, retry);
    }

    /** One whose attempts pause for ten seconds after so many failures. */
    static TriggerPolicy breaking(int concurrency, int failures) {
        return breaking(concurrency, failures, 5);
    }

    /** The same, and how many attempts are made in all. */
    static TriggerPolicy breaking(int concurrency, int failures, int attempts) {
        var policy = policy(concurrency, OptionalInt.empty(), Duration.ofSeconds(10), attempts);
        var breaker = new TriggerPolicy.Breaker(failures, Duration.ofSeconds(10));
        return new TriggerPolicy(
                policy.concurrency(), policy.perSecond(), policy.timeout(), policy.retry(), Optional.of(breaker));
    }

    static TriggerPolicy policy(int concurrency) {
        return policy(concurrency, OptionalInt.empty(), Duration.ofSeconds(10), 3);
    }
}
