package dev.vigil.node.http;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.HttpRoute;
import dev.vigil.engine.ClusterView;
import dev.vigil.node.MemoryEngine;
import dev.vigil.node.MemoryEngineFactory;
import dev.vigil.node.config.CallerSettings;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The API on a port of its own, over an engine in memory. */
public final class ServedApi {
    static final int LIMIT_BYTES = 64 << 10;
    private static final int CROWD = 150;
    private static final long TURN_NANOS = 4_000_000;

    public final MemoryEngine engine = new MemoryEngine(
            Map.of("d1", "{\"count\":1}", "a/b c", "{\"count\":2}", "../x", "{\"count\":3}", "ü%", "{\"count\":4}"));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ActorSystem<?> system;
    private final HttpApi api;
    private final ListeningPort port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** An API with these routes of sources. */
    public ServedApi(Map<String, List<HttpRoute>> routes) throws Exception {
        this(routes, CallerSettings.DEFAULT);
    }

    ServedApi(Map<String, List<HttpRoute>> routes, CallerSettings callers) throws Exception {
        system = ActorSystem.create(
                Behaviors.empty(),
                "api",
                ConfigFactory.parseResources("vigil-node.conf")
                        .withFallback(MemoryEngineFactory.PEKKO)
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        var settings = new HttpSettings(
                "127.0.0.1", 0, LIMIT_BYTES, Duration.ofMillis(500), 100, Duration.ofMillis(500), callers);
        api = new HttpApi(system, settings, engine, routes, ServedApi::everywhere, new Refusals(meters), meters);
        port = api.bind().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static List<ClusterView.Source> everywhere(String node) {
        return List.of(new ClusterView.Source("echo", true, Optional.of(node), true, "running: nobody calls", 0));
    }

    public int port() {
        return port.address().getPort();
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
        port.terminate(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
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

    /** Until it is closed, everything that a connection needs waits for its turn behind much else. */
    AutoCloseable crowded() {
        var dispatcher = system.dispatchers().lookup(DispatcherSelector.fromConfig("pekko.actor.http-dispatcher"));
        var isOver = new AtomicBoolean();
        for (int i = 0; i < CROWD; i++) {
            dispatcher.execute(new Runnable() {
                @Override
                public void run() {
                    LockSupport.parkNanos(TURN_NANOS);
                    if (!isOver.get()) {
                        dispatcher.execute(this);
                    }
                }
            });
        }
        return () -> isOver.set(true);
    }

    /** Why a node with this API should get no traffic. */
    Optional<String> trouble() {
        return port.trouble();
    }

    /** Stops listening, as a node does when it stops. */
    void stopListening() throws Exception {
        port.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
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
