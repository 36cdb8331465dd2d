package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.Trigger.Attempt;
import dev.vigil.triggers.Firings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that hang, drip, flood or hang up: none holds an attempt past its time-out, or more memory than an excerpt. */
class HostileServerIT {
    private static final Duration SLACK = Duration.ofSeconds(6);
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

    /** What a server does with a connection once a request has begun to arrive. */
    @FunctionalInterface
    private interface Behaviour {
        void on(Socket connection) throws IOException, InterruptedException;
    }

    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final AtomicLong sentBytes = new AtomicLong();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void aServerThatNeverAnswersIsLeftAtTheTimeOut() throws InterruptedException {
        serve(this::waitForHangUp);
        assertThat(fire("300ms")).isEqualTo(new Trigger.TryAgain("no answer within 300 ms"));
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerThatNeverAcceptsIsLeftAtTheTimeOut() {
        // Nobody takes the connection from the backlog.
        assertThat(fire("300ms")).isEqualTo(new Trigger.TryAgain("no answer within 300 ms"));
    }

    @Test
    void headersThatNeverEndAreLeftAtTheTimeOut() throws InterruptedException {
        serve(connection -> drip(connection, "HTTP/1.1 200 OK\r\nX-A: ", "a"));
        assertThat(fire("300ms")).isEqualTo(new Trigger.TryAgain("no answer within 300 ms"));
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAcceptedStatusIsADeliveryThoughTheBodyDrips() throws InterruptedException {
        serve(connection -> drip(connection, "HTTP/1.1 200 OK\r\n" + CHUNKED, "1\r\nx\r\n"));
        assertThat(fire("1s")).isEqualTo(new Trigger.Delivered());
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAcceptedStatusIsADeliveryThoughNoByteOfTheBodyComes() {
        serve(connection -> {
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            waitForHangUp(connection);
        });
        assertThat(fire("60s")).isEqualTo(new Trigger.Delivered());
    }

    @Test
    void aRefusalWhoseBodyDripsIsKnownAtTheTimeOut() throws InterruptedException {
        serve(connection -> drip(connection, "HTTP/1.1 404 Not Found\r\n" + CHUNKED, "1\r\nx\r\n"));
        var attempt = fire("500ms");
        assertThat(attempt).isInstanceOf(Trigger.Refused.class);
        assertThat(((Trigger.Refused) attempt).cause()).matches("status 404: x+");
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws InterruptedException {
        var block = "2000\r\n" + "y".repeat(0x2000) + "\r\n";
        serve(connection -> drip(connection, "HTTP/1.1 400 Bad\r\n" + CHUNKED, block.repeat(64)));
        assertThat(fire("60s")).isEqualTo(new Trigger.Refused("status 400: " + "y".repeat(1024)));
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
        // What the kernel buffers on both sides comes on top of what was read.
        assertThat(sentBytes.get()).isLessThan(32L << 20);
    }

    @Test
    void aConnectionLostBeforeTheStatusIsTriedAgain() {
        serve(connection -> {
            connection.setSoLinger(true, 0);
            connection.close();
        });
        assertThat(fire("20s")).isInstanceOf(Trigger.TryAgain.class);
    }

    @Test
    void aRequestThatMayHaveArrivedIsNotSentAgainWithinTheAttempt() {
        var requests = new AtomicInteger();
        serve(connection -> {
            requests.incrementAndGet();
            write(connection, "HTTP/1.1 204 No Content\r\n\r\n");
            if (connection.getInputStream().read(new byte[65_536]) > 0) {
                requests.incrementAndGet(); // over the connection that was kept, which ends without an answer
            }
        });
        try (var trigger = trigger(Map.of("timeout", "20s", "method", "GET"))) {
            assertThat(fire(trigger)).isEqualTo(new Trigger.Delivered());
            assertThat(fire(trigger)).isInstanceOf(Trigger.TryAgain.class);
        }
        assertThat(requests).hasValue(2);
    }

    @Test
    void aConnectionLostWithinTheBodyChangesNothing() {
        serve(connection -> {
            write(connection, "HTTP/1.1 403 No\r\nContent-Length: 1000\r\n\r\nbecause");
            connection.close();
        });
        assertThat(fire("20s")).isEqualTo(new Trigger.Refused("status 403: because"));
    }

    @Test
    void whatIsNotHttpIsTriedAgain() {
        serve(connection -> {
            write(connection, "220 mail.example ESMTP\r\n\r\n");
            connection.close();
        });
        assertThat(fire("20s")).isInstanceOf(Trigger.TryAgain.class);
    }

    @Test
    void nobodyListeningIsTriedAgain() throws IOException {
        server.close();
        assertThat(fire("20s")).isInstanceOfSatisfying(Trigger.TryAgain.class, again -> {
            assertThat(again.cause()).contains("ConnectException");
            assertThat(again.after()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void attemptsUnderWayWhenTheTriggerClosesAreTriedAgain() throws Exception {
        var arrived = new CountDownLatch(1);
        serve(connection -> {
            arrived.countDown();
            waitForHangUp(connection);
        });
        var trigger = trigger("60s");
        var attempt = trigger.fire(Firings.of("{}")).toCompletableFuture();
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        trigger.close();
        assertThat(attempt.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Trigger.TryAgain.class);
    }

    private void serve(Behaviour behaviour) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (var connection = server.accept()) {
                    connection.getInputStream().read(new byte[65_536]);
                    behaviour.on(connection);
                } catch (IOException e) {
                    hungUp.countDown();
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    private void drip(Socket connection, String first, String drop) throws IOException, InterruptedException {
        write(connection, first);
        do {
            write(connection, drop);
        } while (!over.await(20, TimeUnit.MILLISECONDS));
    }

    private void waitForHangUp(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        hungUp.countDown();
    }

    private void write(Socket connection, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        connection.getOutputStream().write(bytes);
        sentBytes.addAndGet(bytes.length);
    }

    private Trigger trigger(String timeout) {
        return trigger(Map.of("timeout", timeout));
    }

    private Trigger trigger(Map<String, ?> values) {
        var all = new HashMap<String, Object>(values);
        all.put("url", "http://localhost:" + server.getLocalPort() + "/");
        all.put("allow", "127.0.0.0/8");
        var settings = new Settings("t", all);
        var trigger = new HttpKind().create("pager", settings);
        assertThat(settings.problems()).isEmpty();
        return trigger;
    }

    /** Makes one attempt; none may take longer than its time-out and some slack for a slow machine. */
    private Attempt fire(String timeout) {
        try (var trigger = trigger(timeout)) {
            return fire(trigger);
        }
    }

    private static Attempt fire(Trigger trigger) {
        return trigger.fire(Firings.of("{}"))
                .toCompletableFuture()
                .orTimeout(SLACK.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
