package dev.vigil.sources.file;

import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A stretch of a file that becomes one event: a line of JSON, a row of CSV with the line breaks in it, or a whole file.
 *
 * @param number of the line that it begins in; the first one is 1
 * @param offset where it begins, in bytes
 * @param length how many bytes it has, without its line break unless it is too long
 * @param content its bytes, without the line break; not all of them where it is too long
 * @param fault what is wrong with it, as far as is known without reading it
 */
record Line(long number, long offset, long length, byte[] content, Optional<Refusal> fault) {
    /**
     * What names it among all lines that a source ever reads: which file it is in, the place, and a checksum, so that what was
     * overwritten is never taken for what stood there before.
     */
    String id(String source, long generation) {
        var checksum = new CRC32C();
        checksum.update(content);
        return source + "-" + generation + "-" + offset + "-" + "%08x".formatted((int) checksum.getValue());
    }

    boolean isWhole() {
        return length == content.length;
    }
}
