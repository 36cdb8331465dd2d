package dev.vigil.node.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The lines of an input, as bytes. For one thread. */
public final class InputLines {
    private static final int CHUNK_BYTES = 64 << 10;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int from;
    private int to;
    private long number;

    /** Reads from there; closing it is for the caller. */
    public InputLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, nothing after the last one. */
    public Optional<byte[]> next() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            if (from == to && !fill()) {
                return line.size() == 0 ? Optional.empty() : Optional.of(taken(line));
            }
            var end = from;
            while (end < to && chunk[end] != '\n') {
                end++;
            }
            line.write(chunk, from, end - from);
            from = Math.min(end + 1, to);
            if (end < to) {
                return Optional.of(taken(line));
            }
        }
    }

    /** How many lines were read: the number of the last one. */
    public long number() {
        return number;
    }

    /** Whether the next line has to be waited for. */
    public boolean waits() throws IOException {
        return from == to && in.available() == 0;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(chunk));
        return to > 0;
    }

    private byte[] taken(ByteArrayOutputStream line) {
        number++;
        var bytes = line.toByteArray();
        var hasReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return hasReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
