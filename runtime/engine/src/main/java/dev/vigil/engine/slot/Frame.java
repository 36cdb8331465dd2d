package dev.vigil.engine.slot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Bytes compressed and guarded by a checksum, little-endian:
 *
 * <pre>
 * int8   version (1)
 * int8   how it is compressed: 0 not at all, 1 one LZ4 block
 * int32  CRC-32C of all the rest, what is before it included
 * int32  length of the raw bytes
 * bytes  the raw bytes, compressed
 * </pre>
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4 block format</a>
 */
final class Frame {
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HEADER_BYTES = 10;
    private static final byte PLAIN = 0;
    private static final byte LZ4 = 1;
    private static final int MAX_RAW_BYTES = 1 << 30;
    /** One byte of LZ4 stands for 255 raw ones at most. */
    private static final int MOST_COMPRESSION = 255;

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();

    private Frame() {}

    static byte[] seal(byte[] raw) {
        return seal(raw, raw.length);
    }

    /** Seals the first bytes of an array. */
    static byte[] seal(byte[] raw, int length) {
        if (length > MAX_RAW_BYTES) {
            throw new IllegalArgumentException(length + " bytes are more than can be read again");
        }
        var buffer = new byte[HEADER_BYTES + COMPRESSOR.maxCompressedLength(length)];
        int size = COMPRESSOR.compress(raw, 0, length, buffer, HEADER_BYTES);
        boolean smaller = size < length;
        if (!smaller) {
            System.arraycopy(raw, 0, buffer, HEADER_BYTES, length);
            size = length;
        }
        buffer[0] = (byte) RecordVersion.WRITTEN;
        buffer[1] = smaller ? LZ4 : PLAIN;
        INT.set(buffer, 6, length);
        INT.set(buffer, 2, checksum(buffer, HEADER_BYTES + size));
        return Arrays.copyOf(buffer, HEADER_BYTES + size);
    }

    static byte[] open(byte[] sealed, String name) {
        if (sealed.length < HEADER_BYTES) {
            throw new CorruptRecordException(name + ": only " + sealed.length + " bytes");
        }
        if (sealed[0] < RecordVersion.OLDEST || sealed[0] > RecordVersion.NEWEST) {
            throw new CorruptRecordException(name + ": version " + sealed[0] + ", of which this release knows nothing");
        }
        int written = (int) INT.get(sealed, 2);
        int found = checksum(sealed, sealed.length);
        if (written != found) {
            throw new CorruptRecordException(
                    name + ": CRC-32C is %08x where %08x was written".formatted(found, written));
        }
        int length = (int) INT.get(sealed, 6);
        if (length < 0 || length > mostRawBytes(sealed, name)) {
            throw new CorruptRecordException(name + ": its raw length is " + length);
        }
        var raw = new byte[length];
        try {
            expand(sealed, raw, name);
        } catch (LZ4Exception e) {
            throw new CorruptRecordException(name + ": does not decompress", e);
        }
        return raw;
    }

    /** How much these bytes can hold, so that a wrong length does not take the memory of all. */
    private static long mostRawBytes(byte[] sealed, String name) {
        long size = (long) sealed.length - HEADER_BYTES;
        return switch (sealed[1]) {
            case PLAIN -> size;
            case LZ4 -> Math.min(MAX_RAW_BYTES, size * MOST_COMPRESSION);
            default -> throw new CorruptRecordException(name + ": compressed in the unknown way " + sealed[1]);
        };
    }

    private static void expand(byte[] sealed, byte[] raw, String name) {
        int size = sealed.length - HEADER_BYTES;
        int filled;
        if (sealed[1] == LZ4) {
            filled = DECOMPRESSOR.decompress(sealed, HEADER_BYTES, size, raw, 0, raw.length);
        } else {
            filled = Math.min(size, raw.length);
            System.arraycopy(sealed, HEADER_BYTES, raw, 0, filled);
        }
        if (filled != raw.length) {
            throw new CorruptRecordException(name + ": " + filled + " bytes where " + raw.length + " were written");
        }
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, 2);
        crc.update(bytes, 6, length - 6);
        return (int) crc.getValue();
    }
}
