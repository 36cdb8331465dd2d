package dev.vigil.api;

import java.time.Duration;
import java.util.Map;

/**
 * An answer to an {@link HttpCall}.
 *
 * @param status the status code
 * @param contentType of the body
 * @param body as text
 * @param headers others, such as Retry-After
 */
public record HttpReply(int status, String contentType, String body, Map<String, String> headers) {
    /** Copies the headers. */
    public HttpReply {
        headers = Map.copyOf(headers);
    }

    /** A JSON answer. */
    public static HttpReply json(int status, String body) {
        return new HttpReply(status, "application/json", body, Map.of());
    }

    /** An error as RFC 9457 describes it. */
    public static HttpReply problem(int status, String title, String detail) {
        var body = DataFormat.json().write(new Problem("about:blank", title, status, detail));
        return new HttpReply(
                status,
                "application/problem+json",
                new String(body, java.nio.charset.StandardCharsets.UTF_8),
                Map.of());
    }

    /** What became of a publication, as the events API answers it: 202, 429 or 503. */
    public static HttpReply of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(int accepted, int duplicates) ->
                json(202, "{\"accepted\": " + accepted + ", \"duplicates\": " + duplicates + "}");
            case Outcome.Rejected(String reason, Duration after) ->
                problem(429, "Too many events", reason).retryAfter(after);
            case Outcome.Unavailable(String reason, Duration after) ->
                problem(503, "Unavailable", reason).retryAfter(after);
            case Outcome.Indeterminate(String reason, Duration after) ->
                problem(503, "Unknown outcome", reason).retryAfter(after);
        };
    }

    private HttpReply retryAfter(Duration after) {
        var seconds = Math.max(1, after.plusMillis(999).toSeconds());
        return new HttpReply(status, contentType, body, Map.of("Retry-After", Long.toString(seconds)));
    }

    private record Problem(String type, String title, int status, String detail) {}
}
