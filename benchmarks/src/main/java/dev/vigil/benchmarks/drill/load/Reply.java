package dev.vigil.benchmarks.drill.load;

import java.time.Duration;

/**
 * What a node answered to events.
 *
 * @param answer what it means
 * @param retryAfter when to send them again
 * @param text the status and the body, for people
 */
public record Reply(Answer answer, Duration retryAfter, String text) {
    private static final Duration SOON = Duration.ofMillis(100);

    static Reply of(int status, String contentType, String retryAfter, String body) {
        var answer = answer(status, contentType, body);
        var after = retryAfter.isEmpty() ? SOON : Duration.ofSeconds(Long.parseLong(retryAfter));
        return new Reply(answer, after, status + " " + body);
    }

    static Reply none(Answer answer, Exception e) {
        return new Reply(answer, SOON, e.toString());
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
