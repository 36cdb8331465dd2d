package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final String DATE = "Sun, 01 Mar 2026 12:00:00 GMT";

    @Test
    void secondsAreTakenAsTheyAre() {
        assertThat(retryAfter("7")).contains(Duration.ofSeconds(7));
        assertThat(retryAfter(" 0 ")).contains(Duration.ZERO);
    }

    @Test
    void aDateIsMeasuredAgainstTheDateOfTheAnswer() {
        assertThat(retryAfter("Sun, 01 Mar 2026 12:01:30 GMT")).contains(Duration.ofSeconds(90));
        assertThat(retryAfter("Sun, 01 Mar 2026 11:00:00 GMT")).contains(Duration.ZERO);
    }

    @Test
    void moreThanAnHourIsNotBelieved() {
        assertThat(retryAfter("3601")).contains(Duration.ofHours(1));
        assertThat(retryAfter("9".repeat(500))).contains(Duration.ofHours(1));
        assertThat(retryAfter("Mon, 01 Mar 2027 12:00:00 GMT")).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "Sun, 99 Mar 2026 12:00:00 GMT", "2026-03-01T12:00:00Z"})
    void anythingElseSaysNothing(String value) {
        assertThat(retryAfter(value)).isEmpty();
    }

    @Test
    void aDateWithoutADateOfTheAnswerSaysNothing() {
        assertThat(RetryAfter.of(Headers.of("Retry-After", DATE))).isEmpty();
        assertThat(RetryAfter.of(Headers.of("Date", DATE))).isEmpty();
    }

    private static Optional<Duration> retryAfter(String value) {
        return RetryAfter.of(Headers.of("retry-after", value, "date", DATE));
    }
}
