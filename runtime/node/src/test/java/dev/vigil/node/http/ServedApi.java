package dev.vigil.node.http;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.HttpRoute;
import dev.vigil.node.MemoryEngine;
import dev.vigil.node.MemoryEngineFactory;
import dev.vigil.node.config.HttpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.ServerBinding;

/** The API on a port of its own, over an engine in memory. */
public final class ServedApi {
    static final int LIMIT_BYTES = 64 << 10;

    public final MemoryEngine engine = new MemoryEngine(
            Map.of("d1", "{\"count\":1}", "a/b c", "{\"count\":2}", "../x", "{\"count\":3}", "ü%", "{\"count\":4}"));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ActorSystem<?> system;
    private final HttpApi api;
    private final ServerBinding binding;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** An API with these routes of sources. */
    public ServedApi(Map<String, List<HttpRoute>> routes) throws Exception {
        system = ActorSystem.create(
                Behaviors.empty(),
                "api",
                ConfigFactory.parseResources("vigil-node.conf")
                        .withFallback(MemoryEngineFactory.PEKKO)
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        var settings =
                new HttpSettings("127.0.0.1", 0, LIMIT_BYTES, Duration.ofMillis(500), 100, Duration.ofMillis(500));
        api = new HttpApi(system, settings, engine, routes, new Refusals(meters), meters);
        binding = api.bind().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    public int port() {
        return binding.localAddress().getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** As the node does it when it stops, up to where connections are closed. */
    CompletionStage<Done> drain() {
        return api.drain().begin();
    }

    /** The end of it. */
    void closeConnections() throws Exception {
        binding.terminate(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    List<Route> routes() {
        return api.routes();
    }

    /** The answer, which is as openapi.yaml says. */
    HttpResponse<String> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        var request = builder.build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        ApiDescription.SHIPPED.check(request, answer);
        return answer;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
        return send(
                request("/events").header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What the server sends back until it closes the connection, for what no client would send. */
    String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Until it is closed, nothing else has its turn on the main dispatcher. */
    AutoCloseable occupied() {
        var over = new CountDownLatch(1);
        // More than there can be threads.
        for (int i = 0; i < 100; i++) {
            system.executionContext().execute(() -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        return over::countDown;
    }

    double refused(String source, String reason) {
        var counter = meters.find("vigil.refused")
                .tags("source", source, "reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    public void stop() throws Exception {
        client.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
