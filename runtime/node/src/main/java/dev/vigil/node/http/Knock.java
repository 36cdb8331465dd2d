package dev.vigil.node.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A new connection to a server, made to see how long it waits. Thread-safe.
 *
 * @param server where to connect
 */
record Knock(InetSocketAddress server) {
    private static final int MOST_MILLIS = 60_000;
    private static final byte[] REQUEST =
            "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** At a server that has bound that address, which may be all of the host. */
    static Knock at(InetSocketAddress bound) {
        return new Knock(
                bound.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                        : bound);
    }

    /** Connects, on a thread of its own, and runs that when the first byte of an answer has come, or none will. */
    void then(Runnable answered) {
        Thread.ofVirtual().name("knock").start(() -> {
            try (var socket = new Socket()) {
                socket.connect(server, MOST_MILLIS);
                socket.setSoTimeout(MOST_MILLIS);
                socket.getOutputStream().write(REQUEST);
                var _ = socket.getInputStream().read();
            } catch (IOException e) {
                // It is not waited for any longer, which is all that was to be known.
            } finally {
                answered.run();
            }
        });
    }
}
