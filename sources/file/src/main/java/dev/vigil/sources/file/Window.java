package dev.vigil.sources.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes of a file by their offset, read in large pieces. Not thread-safe. */
final class Window {
    private static final int PIECE = 128 << 10;

    private final FileChannel channel;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
    private long from;

    Window(FileChannel channel) {
        this.channel = channel;
        piece.limit(0);
    }

    /** The byte at an offset, which must not lie behind the end. */
    byte at(long offset) throws IOException {
        if (offset < from || offset >= from + piece.limit()) {
            fill(offset);
        }
        return piece.get((int) (offset - from));
    }

    private void fill(long offset) throws IOException {
        piece.clear();
        int read = channel.read(piece, offset);
        piece.flip();
        from = offset;
        if (read <= 0) {
            piece.limit(0);
            throw new EOFException("the file has become shorter while it was read");
        }
    }

    /** Some bytes of a file from an offset on. */
    static byte[] bytes(FileChannel channel, long offset, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) <= 0) {
                throw new EOFException("the file has become shorter while it was read");
            }
        }
        return bytes.array();
    }
}
