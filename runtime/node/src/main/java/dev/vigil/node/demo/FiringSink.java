package dev.vigil.node.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What the triggers of the demo call: an HTTP server on the loopback address that takes each firing once, by its
 * idempotency key.
 *
 * <p>Threading: the consumer is called by one thread at a time.
 */
final class FiringSink implements AutoCloseable {
    private final HttpServer server;
    private final Consumer<Fired> consumer;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger caused = new AtomicInteger();
    private volatile boolean hasPager;

    private FiringSink(HttpServer server, Consumer<Fired> consumer) {
        this.server = server;
        this.consumer = consumer;
    }

    static FiringSink start(Consumer<Fired> consumer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var sink = new FiringSink(server, consumer);
        server.createContext("/", sink::take);
        server.start();
        return sink;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            var payload = JacksonFormat.MAPPER.readTree(exchange.getRequestBody());
            if (key == null) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            var trigger = exchange.getRequestURI().getPath().substring(1);
            if (trigger.equals("pager") && !hasPager) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (keys.add(key)) {
                if (!trigger.equals("clock")) {
                    caused.incrementAndGet();
                }
                var trace = Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent"));
                consumer.accept(new Fired(trigger, key, trace, payload));
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    URI url() {
        var address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** From now on there is a pager, too. */
    void mendPager() {
        hasPager = true;
    }

    /** How many firings arrived, but for those of the clock, which come whatever is sent. */
    int count() {
        return caused.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
