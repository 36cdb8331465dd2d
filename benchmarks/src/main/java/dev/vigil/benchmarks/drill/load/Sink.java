package dev.vigil.benchmarks.drill.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** What alarms are sent to: keeps the idempotency keys of each, and behaves as it is told. Thread-safe. */
public final class Sink implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HANG = Duration.ofSeconds(30);

    private final HttpServer server;
    private final ConcurrentHashMap<Alarm, Set<String>> received = new ConcurrentHashMap<>();
    private final LongAdder deliveries = new LongAdder();
    private volatile Behaviour behaviour = Behaviour.WELL;

    /** An alarm; the values of a drill's alarms are all different. */
    public record Alarm(String device, long value) {}

    /** How it treats what it gets. */
    public enum Behaviour {
        /** It does what it is asked and says so. */
        WELL,
        /** It never answers. */
        HANGING,
        /** It does nothing and says so. */
        FAILING,
        /** It does what it is asked and closes the connection. */
        RESETTING
    }

    private Sink(HttpServer server) {
        this.server = server;
    }

    /** Starts it at any port of all addresses. */
    public static Sink start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(0), 1024);
            var sink = new Sink(server);
            server.createContext("/alarm", sink::onAlarm);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on it behaves like that. */
    public void behave(Behaviour now) {
        behaviour = now;
    }

    /** The idempotency keys of each alarm that it got. */
    public Map<Alarm, Set<String>> received() {
        return Collections.unmodifiableMap(received);
    }

    /** How many requests it carried out. */
    public long deliveries() {
        return deliveries.sum();
    }

    private void onAlarm(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var now = behaviour;
        if (now == Behaviour.WELL || now == Behaviour.RESETTING) {
            keep(exchange, body);
        }
        if (now == Behaviour.HANGING) {
            Waiting.pause(HANG);
        }
        if (now == Behaviour.WELL || now == Behaviour.FAILING) {
            exchange.sendResponseHeaders(now == Behaviour.WELL ? 204 : 500, -1);
        }
        exchange.close();
    }

    private void keep(HttpExchange exchange, byte[] body) throws IOException {
        var json = JSON.readTree(body);
        var alarm = new Alarm(json.path("device").asText(), json.path("value").asLong());
        var key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        received.computeIfAbsent(alarm, _ -> ConcurrentHashMap.newKeySet()).add(key.orElse("none"));
        deliveries.increment();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
