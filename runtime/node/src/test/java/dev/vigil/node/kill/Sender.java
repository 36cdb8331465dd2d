package dev.vigil.node.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts deliveries as GitHub does, each again and again until it is taken; several at once, in order within a lane. */
final class Sender implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PAUSE_MILLIS = 25;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final URI target;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();

    Sender(int port) {
        target = URI.create("http://127.0.0.1:" + port + "/webhooks/github");
    }

    /** How many deliveries were taken. */
    int accepted() {
        return accepted.get();
    }

    /** How many requests wait for an answer of a node that took the connection. */
    int underWay() {
        return underWay.get();
    }

    /** How many requests were sent and got no answer. */
    int cutOff() {
        return cutOff.get();
    }

    /** How many deliveries had been taken already when they were sent again: their acknowledgement was lost. */
    int duplicates() {
        return duplicates.get();
    }

    /** Begins to send; the result ends when all is taken, or with the first answer that must not be. */
    CompletableFuture<Void> send(List<Delivery> deliveries) {
        var lanes = deliveries.stream()
                .collect(Collectors.groupingBy(Delivery::lane, LinkedHashMap::new, Collectors.toList()));
        var done = new CompletableFuture<Void>();
        var all = lanes.values().stream()
                .map(lane -> CompletableFuture.runAsync(() -> lane.forEach(this::deliver), threads))
                .map(lane -> lane.whenComplete((_, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(failure);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        var _ = CompletableFuture.allOf(all).thenRun(() -> done.complete(null));
        return done;
    }

    private void deliver(Delivery delivery) {
        var request = request(delivery);
        try {
            while (!isTaken(request)) {
                if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("stopped before " + delivery.id() + " was taken");
                }
            }
            accepted.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(HttpRequest request) throws InterruptedException {
        underWay.incrementAndGet();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                duplicates.addAndGet(Json.read(answer.body()).path("duplicates").asInt());
                return true;
            }
            if (answer.statusCode() != 429 && answer.statusCode() != 503) {
                throw new AssertionError("status " + answer.statusCode() + ": " + answer.body());
            }
            return false;
        } catch (java.net.ConnectException e) {
            refused.incrementAndGet();
            return false;
        } catch (IOException e) {
            cutOff.incrementAndGet();
            return false;
        } finally {
            underWay.decrementAndGet();
        }
    }

    private HttpRequest request(Delivery delivery) {
        var body = delivery.payload().toString().getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", delivery.event())
                .header("X-GitHub-Delivery", delivery.id())
                .header("X-Hub-Signature-256", "sha256=" + signature(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static String signature(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(NodeFolder.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        client.shutdownNow();
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "accepted=" + accepted + " duplicates=" + duplicates + " cut-off=" + cutOff + " not-connected="
                + refused;
    }
}
