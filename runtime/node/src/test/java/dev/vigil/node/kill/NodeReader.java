package dev.vigil.node.kill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.kill.Observed.Logged;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all that a node tells over HTTP of its log and its sensors. */
final class NodeReader implements AutoCloseable {
    private static final int PARTITIONS = 32;
    private static final int PAGE = 1000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;

    NodeReader(int port) {
        root = "http://127.0.0.1:" + port;
    }

    List<Logged> log() throws IOException, InterruptedException {
        var log = new ArrayList<Logged>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var from = 0L;
            JsonNode page;
            do {
                page = get("/events/" + partition + "?from=" + from + "&limit=" + PAGE);
                for (var entry : page.path("events")) {
                    from = entry.path("offset").asLong() + 1;
                    log.add(new Logged(
                            partition,
                            from - 1,
                            entry.at("/event/source").asText(),
                            entry.at("/event/id").asText()));
                }
            } while (!page.path("events").isEmpty() && from < page.path("end").asLong());
        }
        return log;
    }

    Map<String, Map<String, JsonNode>> states(List<String> sensors) throws IOException, InterruptedException {
        var states = new TreeMap<String, Map<String, JsonNode>>();
        for (var sensor : sensors) {
            var instances = new TreeMap<String, JsonNode>();
            for (var key : get("/sensors/" + sensor + "?limit=" + PAGE).path("keys")) {
                var encoded = URLEncoder.encode(key.asText(), StandardCharsets.UTF_8);
                instances.put(
                        key.asText(), get("/sensors/" + sensor + "/" + encoded).path("state"));
            }
            states.put(sensor, instances);
        }
        return states;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + ": status " + answer.statusCode() + ": " + answer.body());
        }
        return Json.read(answer.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
