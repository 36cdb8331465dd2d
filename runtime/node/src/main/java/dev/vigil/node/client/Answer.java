package dev.vigil.node.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node said.
 *
 * @param asked what was asked for
 * @param status of HTTP
 * @param body as it came
 * @param retryAfter when it wants to be asked again
 */
public record Answer(URI asked, int status, String body, Optional<Duration> retryAfter) {
    /** Reads any JSON that a node may answer with, numbers as they are. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int LONGEST_EXCERPT = 200;

    static Answer of(HttpResponse<String> response) {
        var seconds = response.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,4}"));
        return new Answer(
                response.request().uri(),
                response.statusCode(),
                response.body(),
                seconds.map(text -> Duration.ofSeconds(Integer.parseInt(text))));
    }

    /** Whether the same may be answered better later, or by another node. */
    boolean mayPass() {
        return switch (status) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** The body as JSON. */
    public JsonNode json() throws AnsweredException {
        try {
            var tree = MAPPER.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            // Told below, like JSON that no node answers with.
        }
        throw new AnsweredException(asked + " did not answer as a node does; give the address of its HTTP API");
    }

    /** The body in one line: JSON has line breaks only where it could have spaces. */
    public String line() {
        return body.replace('\n', ' ').replace('\r', ' ');
    }

    /** What a problem says, in one line. */
    String problem() {
        try {
            var tree = MAPPER.readTree(body);
            if (tree.hasNonNull("title")) {
                var title = tree.path("title").asText();
                return tree.hasNonNull("detail")
                        ? title + ": " + tree.path("detail").asText()
                        : title;
            }
        } catch (JacksonException e) {
            // Not from a node, but from what stands before it.
        }
        var excerpt = line().strip();
        var end = Math.min(excerpt.length(), LONGEST_EXCERPT);
        return (asked + " answered " + status + " " + excerpt.substring(0, end)).strip();
    }
}
