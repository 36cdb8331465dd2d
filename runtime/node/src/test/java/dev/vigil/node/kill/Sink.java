package dev.vigil.node.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.node.kill.Observed.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The outside that firings reach: now and then it fails, hangs up or answers too late. It remembers every request. */
final class Sink implements AutoCloseable {
    /** Beyond the time-out of the trigger. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(900, TimeUnit.MILLISECONDS);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Random random;

    /** How one request is answered. */
    private enum Mood {
        GOOD,
        FAILING,
        HANGING_UP,
        LATE
    }

    Sink(long seed) throws IOException {
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::onCall);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alarms";
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void onCall(HttpExchange exchange) throws IOException {
        var key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        var payload = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var mood = mood();
        calls.add(new Call(key, payload, mood == Mood.GOOD));
        switch (mood) {
            case GOOD -> answer(exchange, 204);
            case FAILING -> answer(exchange, 500);
            case HANGING_UP -> exchange.close();
            case LATE -> LATER.execute(() -> answerIfHeard(exchange));
        }
    }

    private synchronized Mood mood() {
        var chance = random.nextInt(100);
        return chance < 12 ? Mood.FAILING : chance < 20 ? Mood.HANGING_UP : chance < 25 ? Mood.LATE : Mood.GOOD;
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void answerIfHeard(HttpExchange exchange) {
        try {
            answer(exchange, 204);
        } catch (IOException e) {
            // Nobody waits for it any more, which is what it is late for.
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
