package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what the node knows, over its API and its management. */
final class Reader {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
    private static final int LOOKS = 200;

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
        var states = new LinkedHashMap<String, JsonNode>();
        var page = json("/sensors/" + sensor + "?limit=1000");
        for (var key : page.path("keys")) {
            var encoded =
                    URLEncoder.encode(key.asText(), StandardCharsets.UTF_8).replace("+", "%20");
            states.put(key.asText(), json("/sensors/" + sensor + "/" + encoded).path("state"));
        }
        return states;
    }

    /** Waits until no sensor is behind and no firing is on its way, seen twice, and says whether that came about. */
    boolean awaitQuiet() throws IOException, InterruptedException {
        var quiet = 0;
        for (var look = 0; look < LOOKS && quiet < 2; look++) {
            Thread.sleep(BETWEEN_LOOKS);
            quiet = lag() == 0 && firingsUnderWay() == 0 ? quiet + 1 : 0;
        }
        return quiet == 2;
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

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JacksonFormat.MAPPER.readTree(text(node.resolve(path)));
    }

    private String text(URI uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
