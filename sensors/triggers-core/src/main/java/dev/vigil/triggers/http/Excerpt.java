package dev.vigil.triggers.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the beginning of an answer's body. A body that breaks off is no error, since the status says it all. */
final class Excerpt {
    /** How much of a body is read at most. */
    static final int DRAINED_BYTES = 64 * 1024;

    private static final int BUFFER_BYTES = 8192;

    private Excerpt() {}

    /** The first bytes as text, or as many as there are. */
    static String read(InputStream body, int mostBytes) {
        var kept = new ByteArrayOutputStream(mostBytes);
        copy(body, kept, mostBytes);
        return kept.toString(StandardCharsets.UTF_8);
    }

    /** Lets a short body go by, so that the connection can be used again; says whether it came to its end. */
    static boolean drain(InputStream body) {
        return copy(body, new ByteArrayOutputStream(BUFFER_BYTES), DRAINED_BYTES);
    }

    /** Whether the body came to its end within so many bytes. */
    private static boolean copy(InputStream body, ByteArrayOutputStream into, int mostBytes) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            for (int left = mostBytes; left > 0; ) {
                int count = body.read(buffer, 0, Math.min(left, buffer.length));
                if (count < 0) {
                    return true;
                }
                into.write(buffer, 0, count);
                left -= count;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
