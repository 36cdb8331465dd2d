package dev.vigil.node.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * Runs what it is given when a new connection to a server has had its turn, and the first byte of an answer has come by it, or
 * none will. Waits on a thread of its own. Thread-safe.
 *
 * @param server where to connect
 */
record Knock(InetSocketAddress server) implements Executor {
    private static final int MOST_MILLIS = 60_000;
    private static final byte[] REQUEST =
            "HEAD / HTTP/1.1\r\nHost: self\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** At a server that has bound that address, which may be all of the host. */
    static Knock at(InetSocketAddress bound) {
        return new Knock(
                bound.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                        : bound);
    }

    @Override
    public void execute(Runnable answered) {
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
