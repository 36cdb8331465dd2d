package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node on whose main dispatcher nothing has its turn. */
class OverloadApiTest {
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String EVENT =
            "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a\"}]";

    private ServedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ServedApi(Map.of(
                "hook",
                List.of(new HttpRoute(
                        "/hook",
                        Set.of("POST"),
                        1_000_000,
                        _ -> CompletableFuture.completedFuture(HttpReply.json(202, "{}"))))));
    }

    @AfterEach
    void stop() throws Exception {
        api.stop();
    }

    @Test
    void whatIsPublishedIsRefusedAtOnceAndWhatIsReadIsAnswered() throws Exception {
        assertThat(api.post(BATCH, EVENT).statusCode()).isEqualTo(202);
        try (var _ = api.occupied()) {
            untilOverloaded();
            var refused = api.post(BATCH, "this is not even parsed");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(refused.body()).contains("\"Unavailable\"", "more to do than it can");
            assertThat(api.refused("events", "overload")).isPositive();

            var hook = api.send(api.request("/hook").POST(BodyPublishers.ofString("x")));
            assertThat(hook.statusCode()).isEqualTo(503);
            assertThat(api.refused("hook", "overload")).isEqualTo(1);

            assertThat(api.get("/sensors").statusCode()).isEqualTo(200);
            assertThat(api.meters.get("vigil.overload.seconds").gauge().value()).isPositive();
        }
        while (api.post(BATCH, EVENT).statusCode() != 202) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(api.meters.get("vigil.overload.seconds").gauge().value()).isZero();
        assertThat(api.engine.log()).as("none of what was refused").hasSize(1);
    }

    @Test
    void aConnectionIsKeptWhereWhatWasNotWantedIsSmall() throws Exception {
        try (var _ = api.occupied()) {
            untilOverloaded();
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
                socket.setSoTimeout(20_000);
                for (int i = 0; i < 3; i++) {
                    socket.getOutputStream().write(head(5).getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    socket.getOutputStream().write("12345".getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    assertThat(answer(socket.getInputStream()))
                            .startsWith("HTTP/1.1 503")
                            .doesNotContain("Connection: close");
                }
            }
            assertThat(api.raw(head(200_000) + "1")).startsWith("HTTP/1.1 503").contains("Connection: close");
            assertThat(api.raw(head(5).replace("Host:", "Expect: 100-continue\r\nHost:")))
                    .startsWith("HTTP/1.1 503")
                    .contains("Connection: close");
        }
    }

    private void untilOverloaded() throws Exception {
        while (api.post(BATCH, EVENT).statusCode() != 503) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String head(int length) {
        return "POST /events HTTP/1.1\r\nHost: x\r\nContent-Type: " + BATCH + "\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    /** Head and body of one answer. */
    private static String answer(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        var length = text.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .findFirst();
        in.readNBytes(Integer.parseInt(length.orElseThrow().substring(16)));
        return text.toString();
    }
}
