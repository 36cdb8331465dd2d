package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.node.MemoryEngineFactory;
import dev.vigil.node.Node;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.NodePlan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubelet and Prometheus ask is answered by a node. */
class ProbeRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void everyPathThatIsAskedOfManagementIsThere() throws Exception {
        var paths = new TreeSet<String>();
        for (var pods : Pods.of(Overlay.HA)) {
            for (var key : pods.container().keys()) {
                if (key.endsWith("Probe")) {
                    paths.add(pods.container().at(key, "httpGet", "path").text());
                }
            }
        }
        Overlay.HA
                .one("ServiceMonitor", "vigil")
                .spec()
                .at("endpoints")
                .items()
                .forEach(endpoint -> paths.add(endpoint.at("path").text()));
        assertThat(paths).containsExactly("/alive", "/metrics", "/ready");
        var own = ConfigFactory.parseString(
                "vigil { data-folder = \"" + folder + "\", http.port = 0, management.port = 0 }\n");
        var plan = NodePlan.of(Configuration.of(own));
        try (var client = HttpClient.newHttpClient();
                var node = Node.start(plan, new MemoryEngineFactory(), InstantSource.system())) {
            for (var path : paths) {
                var request = HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + node.management().getPort() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }
}
