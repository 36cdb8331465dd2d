package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.engine.json.JacksonFormat;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the demo sends, in the order in which it happened.
 *
 * @param deliveries of GitHub's
 * @param readings CloudEvents of devices
 */
record Feed(List<Delivery> deliveries, List<JsonNode> readings) {
    Feed {
        deliveries = List.copyOf(deliveries);
        readings = List.copyOf(readings);
    }

    /** The feed that is shipped; each reading is in a trace of its own, as devices would say that have tracing. */
    static Feed shipped() throws IOException {
        var deliveries = lines("github.ndjson").stream().map(Delivery::of).toList();
        var readings = lines("readings.ndjson");
        for (var reading : readings) {
            var trace = UUID.nameUUIDFromBytes(reading.path("id").asText().getBytes(StandardCharsets.UTF_8));
            var hex = trace.toString().replace("-", "");
            ((ObjectNode) reading).put("traceparent", "00-" + hex + "-" + hex.substring(16) + "-01");
        }
        return new Feed(deliveries, readings);
    }

    private static List<JsonNode> lines(String name) throws IOException {
        var resource = Feed.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException("the feed " + name + " is missing from this build");
        }
        var parsed = new ArrayList<JsonNode>();
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                parsed.add(JacksonFormat.MAPPER.readTree(line));
            }
        }
        return parsed;
    }

    int size() {
        return deliveries.size() + readings.size();
    }

    /** The readings that go with that delivery, so that both feeds end together. */
    List<JsonNode> readingsWith(int delivery) {
        return readings.subList(share(delivery), share(delivery + 1));
    }

    private int share(int delivery) {
        return (int) ((long) readings.size() * delivery / deliveries.size());
    }
}
