package dev.vigil.engine.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

/** Ports of this host that nobody listens at. */
final class FreePorts {
    private FreePorts() {}

    static List<Integer> find(int count) {
        var sockets = Stream.generate(FreePorts::listen).limit(count).toList();
        var found = sockets.stream().map(ServerSocket::getLocalPort).toList();
        sockets.forEach(FreePorts::close);
        return found;
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
