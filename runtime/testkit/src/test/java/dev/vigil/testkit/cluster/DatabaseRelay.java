package dev.vigil.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a database that can be cut: what is sent over it then goes nowhere, and nobody is told. Thread-safe. */
final class DatabaseRelay implements AutoCloseable {
    private final URI database;
    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean isCut;

    private DatabaseRelay(URI database, ServerSocket listening) {
        this.database = database;
        this.listening = listening;
    }

    /** A way to the database of that JDBC URL. */
    static DatabaseRelay to(String jdbcUrl) throws IOException {
        var database = URI.create(jdbcUrl.substring("jdbc:".length()));
        var relay = new DatabaseRelay(database, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("relay").start(relay::accept);
        return relay;
    }

    /** The URL that leads over it. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + database.getPath();
    }

    /** From now on it is silent. */
    void cut() {
        isCut = true;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(database.getHost(), database.getPort());
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void copy(Socket from, Socket to) {
        var buffer = new byte[1 << 16];
        try {
            for (int length = from.getInputStream().read(buffer); length >= 0; ) {
                if (!isCut) {
                    to.getOutputStream().write(buffer, 0, length);
                }
                length = from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            shut(from);
        }
        shut(to);
    }

    @Override
    public void close() {
        sockets.forEach(DatabaseRelay::shut);
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
