package dev.vigil.node.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Inflates a body up to a limit, so that a small body cannot become a large one. */
final class GzipBody {
    private static final int CHUNK_BYTES = 16 << 10;

    private GzipBody() {}

    static byte[] inflate(byte[] compressed, long limitBytes) {
        var inflated = new ByteArrayOutputStream(Math.min(compressed.length * 4, CHUNK_BYTES * 4));
        var chunk = new byte[CHUNK_BYTES];
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed), CHUNK_BYTES)) {
            for (var count = gzip.read(chunk); count >= 0; count = gzip.read(chunk)) {
                if (inflated.size() + (long) count > limitBytes) {
                    throw RequestBody.tooLarge(limitBytes);
                }
                inflated.write(chunk, 0, count);
            }
        } catch (IOException e) {
            throw ProblemException.badRequest("Content-Encoding: the body is not gzip: " + e.getMessage());
        }
        return inflated.toByteArray();
    }
}
