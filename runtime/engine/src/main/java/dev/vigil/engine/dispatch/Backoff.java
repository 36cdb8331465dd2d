package dev.vigil.engine.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before a firing is tried again. Not thread-safe. */
final class Backoff {
    /** However long the outside asks to be left alone, it is asked again after this time, or the policy's own longest. */
    static final Duration MOST_ASKED = Duration.ofHours(1);

    private final TriggerPolicy.Retry retry;
    private final RandomGenerator random;
    private final Duration mostAsked;

    Backoff(TriggerPolicy.Retry retry, RandomGenerator random) {
        this.retry = retry;
        this.random = random;
        this.mostAsked = retry.most().compareTo(MOST_ASKED) > 0 ? retry.most() : MOST_ASKED;
    }

    /** The pause after that many failures, at least one; longer where the outside asked for it. */
    long pauseNanos(int failures, Optional<Duration> asked) {
        double doubled = Math.scalb((double) retry.first().toNanos(), failures - 1);
        double full = Math.min(doubled, (double) retry.most().toNanos());
        long own = (long) (full * (1 - retry.jitter() * random.nextDouble()));
        return Math.max(own, asked.map(this::boundedNanos).orElse(0L));
    }

    private long boundedNanos(Duration asked) {
        return asked.compareTo(mostAsked) > 0 ? mostAsked.toNanos() : asked.isNegative() ? 0 : asked.toNanos();
    }
}
