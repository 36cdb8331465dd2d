package dev.vigil.sources.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AheadWatchTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LONG = Duration.ofDays(1);

    private final AheadWatch watch = new AheadWatch();

    @Test
    void itIsToldWhenItBeginsAndEveryHour() {
        assertThat(watch.isToBeTold(LONG, NOON)).isTrue();
        assertThat(watch.isToBeTold(LONG, NOON.plusSeconds(3_599))).isFalse();
        assertThat(watch.isToBeTold(LONG, NOON.plusSeconds(3_600))).isTrue();
        assertThat(watch.isToBeTold(LONG, NOON.plusSeconds(3_601))).isFalse();
    }

    @Test
    void itIsToldAgainAfterItWasOver() {
        assertThat(watch.isToBeTold(LONG, NOON)).isTrue();
        assertThat(watch.isToBeTold(Duration.ofSeconds(1), NOON.plusSeconds(1))).isFalse();
        assertThat(watch.isToBeTold(LONG, NOON.plusSeconds(2))).isTrue();
    }

    @Test
    void itIsToldWhenTheClockIsSetBackFar() {
        assertThat(watch.isToBeTold(LONG, NOON)).isTrue();
        assertThat(watch.isToBeTold(LONG, NOON.minus(LONG))).isTrue();
    }

    @Test
    void clocksThatDifferALittleAreUsual() {
        assertThat(watch.isToBeTold(Duration.ofSeconds(1), NOON)).isFalse();
        assertThat(watch.isToBeTold(Duration.ofSeconds(-5), NOON)).isFalse();
    }
}
