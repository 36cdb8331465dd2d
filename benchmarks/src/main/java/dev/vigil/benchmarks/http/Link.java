package dev.vigil.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the driver. Reads and writes what it can without waiting. For one thread. */
final class Link implements AutoCloseable {
    private static final int IN_BYTES = 16 << 10;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);

    /** A connection to that port that is told of by a selector, as that object, and takes so many bytes at a time. */
    Link(int port, Selector selector, Object attachment, int outBytes) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, attachment);
        out = ByteBuffer.allocateDirect(outBytes).limit(0);
    }

    /** What is sent next is put there; only when all before it has been. */
    ByteBuffer out() {
        return out;
    }

    /** Whether all that was put there has been sent. */
    boolean isSent() {
        return !out.hasRemaining();
    }

    /** Sends what goes, and is told when the rest does. */
    void send() throws IOException {
        channel.write(out);
        int interest = isSent() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /** What has come, ready to be read; what is left of it comes again with more. */
    ByteBuffer receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server has closed the connection");
        }
        return in.flip();
    }

    /** That has been read. */
    void received() {
        in.compact();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
