package dev.vigil.node.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.io.Inet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that a server listens on.
 *
 * @param binding by which the server knows it
 * @param socket by which the kernel does
 */
record BoundPort(ServerBinding binding, ServerSocket socket) {
    private static final Logger LOG = LoggerFactory.getLogger(BoundPort.class);

    /** Keeps the socket of a server when it is about to be bound. */
    private static final class Kept extends Inet.AbstractSocketOption {
        private final CompletableFuture<ServerSocket> socket = new CompletableFuture<>();

        @Override
        public void beforeServerSocketBind(ServerSocket bound) {
            socket.complete(bound);
        }
    }

    /** Binds a server with those settings, in the way that is given. */
    static CompletionStage<BoundPort> bind(
            ServerSettings settings, Function<ServerSettings, CompletionStage<ServerBinding>> bind) {
        var kept = new Kept();
        var options = new ArrayList<Inet.SocketOption>();
        settings.getSocketOptions().forEach(options::add);
        options.add(kept);
        return bind.apply(settings.withSocketOptions(options)).thenCombine(kept.socket, BoundPort::new);
    }

    InetSocketAddress address() {
        return binding.localAddress();
    }

    /**
     * Stops listening. The socket is closed here and not only by the server, which would do it when it has its turn: for that those
     * who wait would have to wait too.
     */
    CompletionStage<Done> close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("a port was not closed at once, port={}", socket.getLocalPort(), e);
        }
        return binding.unbind();
    }
}
