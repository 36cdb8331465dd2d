package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One delivery of GitHub's.
 *
 * @param event what it is about, such as {@code workflow_run}
 * @param id GitHub's name for it, the same whenever it is sent again
 * @param payload the body
 */
record Delivery(String event, String id, JsonNode payload) {
    static Delivery of(JsonNode line) {
        return new Delivery(line.path("event").asText(), line.path("delivery").asText(), line.path("payload"));
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
