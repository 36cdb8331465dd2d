package dev.vigil.sources.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * By what a file is known again: checksums over how it begins, and over what stands before the place up to which it was read.
 *
 * @param head over the first bytes
 * @param tail over the last bytes
 */
record Mark(int head, int tail) {
    /** Of a file of which nothing was read. */
    static final Mark NOTHING = new Mark(0, 0);

    /**
     * The mark of what stands before an offset.
     *
     * @param most how many bytes are looked at, at each end
     */
    static Mark of(FileChannel channel, long offset, int most) throws IOException {
        int length = (int) Math.min(most, offset);
        return new Mark(checksum(channel, 0, length), checksum(channel, offset - length, length));
    }

    /** Whether what stands before an offset is still what it was. */
    boolean fits(FileChannel channel, long offset, int most) throws IOException {
        return channel.size() >= offset && equals(of(channel, offset, most));
    }

    private static int checksum(FileChannel channel, long offset, int length) throws IOException {
        var checksum = new CRC32C();
        checksum.update(Window.bytes(channel, offset, length));
        return (int) checksum.getValue();
    }
}
