package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port at which everything waits long for its turn. */
class ListeningPortTest {
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
    void whoWaitsIsRefusedAndNotLeftWaiting() throws Exception {
        assertThat(api.get("/sensors").statusCode()).isEqualTo(200);
        assertThat(api.trouble()).isEmpty();
        try (var _ = api.crowded()) {
            var waiting = untilRefused();
            // Those that came first may have been accepted in time to stay; the last ones have not.
            assertThat(waiting.reversed()).as("told at once").anyMatch(ListeningPortTest::isEnded);
            close(waiting);
            assertThat(api.trouble()).hasValueSatisfying(why -> assertThat(why).startsWith("http: new connections"));
        }
        // The first ones may be refused yet.
        while (!isAnswered()) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(api.trouble()).as("not trusted at once").isPresent();
        while (api.trouble().isPresent()) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(api.get("/sensors").statusCode()).isEqualTo(200);
        assertThat(api.meters.get("vigil.http.port.closings").counter().count()).isPositive();
    }

    @Test
    void oneThatHasStoppedIsNotOpenedAgain() throws Exception {
        try (var _ = api.crowded()) {
            close(untilRefused());
        }
        api.stopListening();
        close(untilRefused());
        for (int i = 0; i < 20; i++) { // twice as long as it would be closed for
            LockSupport.parkNanos(100_000_000);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), api.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    private boolean isAnswered() throws InterruptedException {
        try {
            return api.get("/sensors").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Those that were not refused when they came. */
    private List<Socket> untilRefused() {
        var waiting = new ArrayList<Socket>();
        while (true) {
            try {
                waiting.add(new Socket(InetAddress.getLoopbackAddress(), api.port()));
            } catch (IOException e) {
                return waiting;
            }
            begin(waiting.getLast());
            LockSupport.parkNanos(100_000_000); // few, of which none waits for a place in the queue
        }
    }

    /** Sends the beginning of a request; one that has been ended by then is found to be when it is read. */
    private static void begin(Socket socket) {
        try {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write('G');
        } catch (IOException e) {
            assertThat(isEnded(socket)).isTrue();
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
