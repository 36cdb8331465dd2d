package dev.vigil.benchmarks.drill.load;

import java.time.Duration;

/**
 * What a node answered to events.
 *
 * @param answer what it means
 * @param retryAfter when to send them again
 * @param failure how the exchange ended where there was no answer
 * @param text the status and the body, for people
 */
public record Reply(Answer answer, Duration retryAfter, Failure failure, String text) {
    private static final Duration SOON = Duration.ofMillis(100);

    /** How an exchange may end without an answer. */
    public enum Failure {
        /** There was an answer. */
        NONE,
        /** Nobody takes connections there. */
        NO_CONNECTION,
        /** The connection broke. */
        BROKEN,
        /** Nothing came in time. */
        TIMED_OUT
    }

    static Reply of(int status, String contentType, String retryAfter, String body) {
        var answer = answer(status, contentType, body);
        var after = retryAfter.isEmpty() ? SOON : Duration.ofSeconds(Long.parseLong(retryAfter));
        return new Reply(answer, after, Failure.NONE, status + " " + body);
    }

    static Reply none(Answer answer, Failure failure, Exception e) {
        return new Reply(answer, SOON, failure, e.toString());
    }

    /** Whether the connection broke, as it does when the process at its other end is killed. */
    boolean isBroken() {
        return failure == Failure.BROKEN;
    }

    private static Answer answer(int status, String contentType, String body) {
        if (status == 202) {
            return Answer.ACKNOWLEDGED;
        }
        if (!contentType.startsWith("application/problem+json") || (status != 429 && status != 503)) {
            return Answer.UNTYPED;
        }
        return body.contains("\"Unknown outcome\"") ? Answer.UNKNOWN : Answer.REFUSED;
    }
}
