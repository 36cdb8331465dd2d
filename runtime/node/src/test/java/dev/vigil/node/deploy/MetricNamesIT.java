package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.node.ClusterEngine;
import dev.vigil.node.Node;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.NodePlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and the dashboard ask for metrics that a node has, or that are named here with the reason. */
class MetricNamesIT {
    /** Measured once it happens: the engine refuses nothing here, and nothing has to be collected. */
    private static final Set<String> NOT_YET = Set.of("vigil_events_refused_total", "jvm_gc_pause_seconds_sum");

    /** Of Prometheus itself, and of CloudNativePG. */
    private static final Set<String> OF_OTHERS = Set.of("up", "cnpg_pg_replication_streaming_replicas");

    @TempDir
    private Path folder;

    @Test
    void everyMetricThatIsAskedForIsMeasured() throws Exception {
        var measured = new TreeSet<>(scraped());
        measured.addAll(NOT_YET);
        measured.addAll(OF_OTHERS);
        var missing = new TreeSet<String>();
        Measured.expressions()
                .forEach((where, expression) -> Measured.names(expression).stream()
                        .filter(name -> !measured.contains(name))
                        .forEach(name -> missing.add(where + ": " + name)));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyMetricOfVigilIsInTheTable() throws Exception {
        var page = Files.readString(Overlay.ROOT.resolve("../../docs/observing.md"));
        assertThat(scraped().stream()
                        .filter(name -> name.startsWith("vigil_"))
                        .map(name -> name.replaceFirst("_(bucket|sum|count|max)$", ""))
                        .filter(name -> !page.contains("| `" + name + "`") && !page.contains("| `" + name + "{")))
                .isEmpty();
    }

    private Set<String> scraped() throws Exception {
        var own = ConfigFactory.parseString("""
                vigil {
                  data-folder = "%s", slots = 2
                  http.port = 0, management.port = 0
                  sources.once { kind = test-once }
                  sensors.readings {}
                  triggers.alarm { kind = log }
                }
                """.formatted(folder));
        var plan = NodePlan.of(Configuration.of(own));
        try (var client = HttpClient.newHttpClient();
                var node = Node.start(plan, new ClusterEngine(), Clock.systemUTC())) {
            var http = "http://127.0.0.1:" + node.http().getPort();
            // One that is taken, which makes the counters of the engine, and one that is refused.
            assertThat(publish(
                            client,
                            http,
                            "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"1\","
                                    + "\"type\":\"reading\",\"subject\":\"d\",\"data\":{\"value\":99}}"))
                    .isEqualTo(202);
            assertThat(publish(client, http, "{}")).isEqualTo(400);
            var text = client.send(
                            request("http://127.0.0.1:" + node.management().getPort() + "/metrics")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[ {]", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static int publish(HttpClient client, String http, String event) throws IOException, InterruptedException {
        var request = request(http + "/events")
                .header("content-type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }
}
