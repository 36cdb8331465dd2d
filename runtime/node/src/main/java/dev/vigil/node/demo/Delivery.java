package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * One delivery of GitHub's.
 *
 * @param event what it is about, such as {@code workflow_run}
 * @param id GitHub's name for it, the same whenever it is sent again
 * @param payload the body
 */
record Delivery(String event, String id, JsonNode payload) {
    /** How long the demo's sensor lets a pull request wait for its review. */
    private static final Duration REVIEW = Duration.ofHours(24);

    private static final Duration LEFT = Duration.ofSeconds(3);

    static Delivery of(JsonNode line) {
        return new Delivery(line.path("event").asText(), line.path("delivery").asText(), line.path("payload"));
    }

    /**
     * The same as if it came now. A sensor that waits for a day counts from the times that GitHub tells of a pull request, and those
     * that are shipped are long past: one that is opened has waited for a day but for some seconds, what follows happens now.
     */
    Delivery asOf(Instant now) {
        var pull = payload.path("pull_request");
        if (pull.isMissingNode()) {
            return this;
        }
        boolean opens =
                event.equals("pull_request") && payload.path("action").asText().equals("opened");
        JsonNode moved = payload.deepCopy();
        set(moved, "pull_request", "updated_at", opens ? now.minus(REVIEW).plus(LEFT) : now);
        set(moved, "review", "submitted_at", now);
        return new Delivery(event, id, moved);
    }

    private static void set(JsonNode payload, String object, String time, Instant value) {
        if (payload.path(object) instanceof ObjectNode node) {
            node.put(time, value.toString());
        }
    }

    /** The run it tells of; a missing node if it tells of none. */
    JsonNode run() {
        return payload.path(event);
    }

    String repository() {
        return payload.at("/repository/full_name").asText();
    }

    String shortId() {
        return id.substring(0, Math.min(8, id.length()));
    }
}
