package dev.vigil.node.http.cloudevents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Times as RFC 3339 writes them. {@link Instant#parse} refuses lower case, leap seconds and long fractions. */
final class Rfc3339 {
    private static final int LONGEST_FRACTION = 9;

    private final String text;
    private int at;

    private Rfc3339(String text) {
        this.text = text;
    }

    /** The time, cut to nanoseconds; a leap second is the first of the next minute; empty if it is none. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(new Rfc3339(text).read());
        } catch (DateTimeException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Instant read() {
        var year = digits(4);
        expect('-', '-');
        var month = digits(2);
        expect('-', '-');
        var date = LocalDate.of(year, month, digits(2));
        expect('T', 't');
        var hour = upTo(23);
        expect(':', ':');
        var minute = upTo(59);
        expect(':', ':');
        var second = upTo(60);
        var nanos = fraction();
        var offset = offsetSeconds();
        if (at != text.length()) {
            throw new DateTimeException("more after the offset");
        }
        var seconds = date.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second - offset;
        return Instant.ofEpochSecond(seconds, second == 60 ? 0 : nanos);
    }

    private int fraction() {
        if (text.charAt(at) != '.') {
            return 0;
        }
        at++;
        var nanos = 0;
        var count = 0;
        for (; isDigit(text.charAt(at)); at++, count++) {
            if (count < LONGEST_FRACTION) {
                nanos = nanos * 10 + text.charAt(at) - '0';
            }
        }
        if (count == 0) {
            throw new DateTimeException("no digit after the point");
        }
        for (; count < LONGEST_FRACTION; count++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int offsetSeconds() {
        var sign = text.charAt(at++);
        if (sign == 'Z' || sign == 'z') {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            throw new DateTimeException("no offset");
        }
        var hours = upTo(23);
        expect(':', ':');
        var seconds = hours * 3_600 + upTo(59) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private int upTo(int most) {
        var value = digits(2);
        if (value > most) {
            throw new DateTimeException("out of range");
        }
        return value;
    }

    private int digits(int count) {
        var value = 0;
        for (var i = 0; i < count; i++) {
            var c = text.charAt(at++);
            if (!isDigit(c)) {
                throw new DateTimeException("no digit");
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private void expect(char one, char other) {
        var c = text.charAt(at++);
        if (c != one && c != other) {
            throw new DateTimeException("expected " + one);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
