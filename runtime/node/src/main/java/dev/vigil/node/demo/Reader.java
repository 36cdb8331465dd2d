package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Reads what the node knows, over its API and its management. */
final class Reader {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
    private static final int LOOKS = 200;
    /** Longer than any of the demo's sensors waits, but for those that wait for a minute. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Set<String> ENDED = Set.of("done", "given-up");

    private final HttpClient client;
    private final URI node;
    private final URI management;

    Reader(HttpClient client, URI node, URI management) {
        this.client = client;
        this.node = node;
        this.management = management;
    }

    /** The state of each instance of a sensor, by key. */
    Map<String, JsonNode> states(String sensor) throws IOException, InterruptedException {
        var states = instances(sensor);
        states.replaceAll((_, instance) -> instance.path("state"));
        return states;
    }

    private Map<String, JsonNode> instances(String sensor) throws IOException, InterruptedException {
        var instances = new LinkedHashMap<String, JsonNode>();
        var page = json("/sensors/" + sensor + "?limit=1000");
        for (var key : page.path("keys")) {
            // One that has been forgotten since is not there any more.
            find("/sensors/" + sensor + "/" + encoded(key.asText())).ifPresent(it -> instances.put(key.asText(), it));
        }
        return instances;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The dead letters that such a query finds. */
    List<JsonNode> deadLetters(String query) throws IOException, InterruptedException {
        var letters = new ArrayList<JsonNode>();
        json("/dead-letters?" + query).path("deadLetters").forEach(letters::add);
        return letters;
    }

    /** What became of an event; empty where it is not found. */
    Optional<JsonNode> story(String source, String id) throws IOException, InterruptedException {
        var found = find("/events?source=" + encoded(source) + "&id=" + encoded(id));
        return found.isPresent() ? find(found.get().path("story").asText()) : Optional.empty();
    }

    /** The last replay of a sensor, when it has ended; empty where there is none, or it goes on for too long. */
    Optional<JsonNode> awaitReplay(String sensor) throws IOException, InterruptedException {
        for (var look = 0; look < LOOKS; look++) {
            var replay = find("/replays/" + sensor);
            if (replay.isEmpty() || ENDED.contains(replay.get().path("stage").asText())) {
                return replay;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return Optional.empty();
    }

    /**
     * Waits until all that was sent is taken, no sensor is behind, no firing is on its way and no timer comes due in the next
     * seconds, seen twice, and says whether that came about.
     */
    boolean awaitQuiet(BooleanSupplier isTaken) throws IOException, InterruptedException {
        var quiet = 0;
        for (var look = 0; look < LOOKS && quiet < 2; look++) {
            Thread.sleep(BETWEEN_LOOKS);
            quiet = isTaken.getAsBoolean() && lag() == 0 && firingsUnderWay() == 0 && !isTimerDueSoon() ? quiet + 1 : 0;
        }
        return quiet == 2;
    }

    private boolean isTimerDueSoon() throws IOException, InterruptedException {
        var soon = Instant.now().plus(SOON);
        for (var sensor : json("/sensors").path("sensors")) {
            for (var instance : instances(sensor.path("sensor").asText()).values()) {
                for (var timer : instance.path("timers")) {
                    if (Instant.parse(timer.asText()).isBefore(soon)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private long lag() throws IOException, InterruptedException {
        var lag = 0L;
        for (var sensor : json("/sensors").path("sensors")) {
            lag += sensor.path("lag").asLong();
        }
        return lag;
    }

    private double firingsUnderWay() throws IOException, InterruptedException {
        return text(management.resolve("/metrics"))
                .lines()
                .filter(line -> line.startsWith("vigil_dispatch_queued") || line.startsWith("vigil_dispatch_in_flight"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<JsonNode> find(String path) throws IOException, InterruptedException {
        var response = get(node.resolve(path));
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(JacksonFormat.MAPPER.readTree(body(response)));
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JacksonFormat.MAPPER.readTree(text(node.resolve(path)));
    }

    private String text(URI uri) throws IOException, InterruptedException {
        return body(get(uri));
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static String body(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
