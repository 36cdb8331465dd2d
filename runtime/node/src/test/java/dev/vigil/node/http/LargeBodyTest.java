package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that are too large or too slow, sent by hand, since a client would not send them. */
class LargeBodyTest {
    private static final String HEAD =
            "POST /events HTTP/1.1\r\nHost: x\r\nContent-Type: application/cloudevents+json\r\n";

    private ServedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ServedApi(Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        api.stop();
    }

    @Test
    void aBodyThatIsDeclaredTooLargeIsRefusedBeforeItIsSent() throws Exception {
        assertThat(api.raw(HEAD + "Content-Length: 10737418240\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json");
    }

    @Test
    void aBodyThatIsDeclaredTooLargeAndSentIsNotRead() throws Exception {
        assertThat(sent(HEAD + "Content-Length: 10737418240\r\n\r\n", "x".repeat(1 << 16)))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsNotReadToItsEnd() throws Exception {
        var chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
        assertThat(sent(HEAD + "Transfer-Encoding: chunked\r\n\r\n", chunk))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json");
        assertThat(api.refused("events", "too-large")).isEqualTo(1);
    }

    @Test
    void aBodyForNothingIsNotRead() throws Exception {
        var request = "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 10737418240\r\n\r\n";
        assertThat(sent(request, "x".repeat(1 << 16))).startsWith("HTTP/1.1 404");
    }

    @Test
    void aBodyThatDoesNotComeIsA408() throws Exception {
        assertThat(api.raw(HEAD + "Content-Length: 100\r\n\r\n{")).startsWith("HTTP/1.1 408");
    }

    @Test
    void whoeverAsksFirstWhetherToSendATooLargeBodyIsToldNotTo() throws Exception {
        assertThat(api.raw(HEAD + "Content-Length: 10737418240\r\nExpect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    /** What comes back to a sender that sends up to 10 GiB until it is cut off. */
    private String sent(String head, String chunk) throws IOException, InterruptedException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        socket.setSoTimeout(20_000);
        var bytes = chunk.getBytes(StandardCharsets.UTF_8);
        var sender = Thread.ofVirtual().start(() -> send(socket, head.getBytes(StandardCharsets.UTF_8), bytes));
        var answer = new byte[4096];
        var count = socket.getInputStream().read(answer);
        socket.close();
        sender.join(20_000);
        assertThat(sender.isAlive()).isFalse();
        return count < 0 ? "" : new String(answer, 0, count, StandardCharsets.UTF_8);
    }

    private static void send(Socket socket, byte[] head, byte[] chunk) {
        try {
            var out = socket.getOutputStream();
            out.write(head);
            for (var i = 0L; i < (10L << 30) / chunk.length; i++) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // Cut off, as it should be.
        }
    }
}
