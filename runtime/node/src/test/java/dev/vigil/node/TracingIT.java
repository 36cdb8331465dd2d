package dev.vigil.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import dev.vigil.api.TraceContext;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.NodePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace from a request's header to the collector and to what a trigger calls, over HTTP. */
class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path folder;

    private final BlockingQueue<TraceContext> called = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private HttpServer outside;

    @BeforeEach
    void listen() throws IOException {
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/hook", exchange -> {
            var headers = exchange.getRequestHeaders();
            TraceContext.parse(
                            headers.getOrDefault("traceparent", java.util.List.of(""))
                                    .getFirst(),
                            headers.getOrDefault("tracestate", java.util.List.of(""))
                                    .getFirst())
                    .ifPresent(called::add);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        outside.createContext("/v1/traces", exchange -> {
            collected.write(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        outside.start();
    }

    @AfterEach
    void close() {
        outside.stop(0);
    }

    @Test
    void theCollectorGetsEverySpanAndTheHookItsPlace() throws Exception {
        TraceContext atHook;
        try (var client = HttpClient.newHttpClient();
                var node = Node.start(plan("true"), new ClusterEngine(), Clock.systemUTC())) {
            assertThat(publish(client, node)).isEqualTo(202);
            atHook = called.poll(20, TimeUnit.SECONDS);
        }
        assertThat(atHook).isNotNull();
        assertThat(atHook.traceId()).isEqualTo(TRACE);
        assertThat(atHook.tracestate()).isEqualTo("vendor=7");
        var spans = collected.toString(StandardCharsets.ISO_8859_1);
        assertThat(spans)
                .contains("publish reading", "handle readings", "attempt alarm", "plant", bytes(TRACE))
                .contains(bytes(atHook.spanId()));
    }

    @Test
    void withTracingOffThePlaceIsHandedOnAsItCame() throws Exception {
        try (var client = HttpClient.newHttpClient();
                var node = Node.start(plan("false"), new ClusterEngine(), Clock.systemUTC())) {
            assertThat(publish(client, node)).isEqualTo(202);
            assertThat(called.poll(20, TimeUnit.SECONDS))
                    .isEqualTo(new TraceContext("00-" + TRACE + "-00f067aa0ba902b7-01", "vendor=7"));
        }
        assertThat(collected.size()).isZero();
    }

    @Test
    void aCollectorThatIsAwayHoldsUpNothing() throws Exception {
        outside.removeContext("/v1/traces");
        try (var client = HttpClient.newHttpClient();
                var node = Node.start(plan("true"), new ClusterEngine(), Clock.systemUTC())) {
            assertThat(publish(client, node)).isEqualTo(202);
            assertThat(called.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    private NodePlan plan(String enabled) throws Exception {
        return NodePlan.of(Configuration.of(ConfigFactory.parseString("""
                vigil {
                  data-folder = "%s", slots = 2
                  http.port = 0, management.port = 0
                  tracing { enabled = %s, endpoint = "http://127.0.0.1:%d/v1/traces", service = plant }
                  sensors.readings {}
                  triggers.alarm { kind = http, url = "http://127.0.0.1:%d/hook", allow = ["127.0.0.0/8"] }
                }
                """.formatted(
                        folder,
                        enabled,
                        outside.getAddress().getPort(),
                        outside.getAddress().getPort()))));
    }

    private static int publish(HttpClient client, Node node) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.http().getPort() + "/events"))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/cloudevents+json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("tracestate", "vendor=7")
                .POST(BodyPublishers.ofString("{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"1\","
                        + "\"type\":\"reading\",\"subject\":\"d\",\"data\":{\"value\":99}}"))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
