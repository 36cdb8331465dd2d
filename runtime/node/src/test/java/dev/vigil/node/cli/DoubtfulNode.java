package dev.vigil.node.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.api.Outcome;
import dev.vigil.node.MemoryEngine;
import dev.vigil.node.http.cloudevents.JsonEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes every batch, but says so only after it has claimed some times that it cannot: the answer of unknown outcome. */
final class DoubtfulNode implements AutoCloseable {
    final MemoryEngine engine = new MemoryEngine(Map.of());
    final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger doubts;
    private final HttpServer server;

    DoubtfulNode(int doubts) throws IOException {
        this.doubts = new AtomicInteger(doubts);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var events = JsonEvents.batch(exchange.getRequestBody().readAllBytes());
        var outcome = engine.publisher().publish(events).toCompletableFuture().join();
        var accepted = (Outcome.Accepted) outcome;
        var isDoubtful = doubts.getAndDecrement() > 0;
        var body = isDoubtful
                ? "{\"title\":\"Unavailable\",\"detail\":\"the journal did not answer in time\"}"
                : "{\"accepted\": " + accepted.accepted() + ", \"duplicates\": " + accepted.duplicates() + "}";
        exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.sendResponseHeaders(isDoubtful ? 503 : 202, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
