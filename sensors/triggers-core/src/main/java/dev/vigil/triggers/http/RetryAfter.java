package dev.vigil.triggers.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Headers;

/** How long a server asks to be left alone. */
final class RetryAfter {
    /** More is not believed: a firing that waits for days is as good as lost. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * From seconds, or from a date. The date is compared with the answer's own {@code Date}, so that no clock but the
     * server's is asked; without that header it says nothing.
     */
    static Optional<Duration> of(Headers headers) {
        return Optional.ofNullable(headers.get("Retry-After"))
                .map(String::strip)
                .flatMap(value -> value.matches("[0-9]+") ? Optional.of(seconds(value)) : until(value, headers))
                .map(RetryAfter::bounded);
    }

    private static Duration seconds(String digits) {
        return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Optional<Duration> until(String date, Headers headers) {
        return date(date)
                .flatMap(then -> Optional.ofNullable(headers.get("Date"))
                        .flatMap(RetryAfter::date)
                        .map(now -> Duration.between(now, then)));
    }

    private static Optional<ZonedDateTime> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
