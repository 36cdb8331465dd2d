package dev.vigil.engine.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Snapshots on disk: a version byte, CRC-32C of all that follows, sequence number, length of the state, length of the
 * record, then both as one LZ4 block. Numbers are big-endian.
 */
public final class SnapshotSerializer extends SerializerWithStringManifest {
    /** On disk with every snapshot; never to be changed. */
    static final int IDENTIFIER = 840_102;
    /** On disk with every snapshot; never to be changed. */
    static final String MANIFEST = "snapshot";

    private static final byte VERSION = 1;
    private static final int CHECKED_FROM = Byte.BYTES + Integer.BYTES;
    private static final int HEADER = CHECKED_FROM + Long.BYTES + 2 * Integer.BYTES;
    private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object object) {
        return MANIFEST;
    }

    @Override
    public byte[] toBinary(Object object) {
        return write((SlotSnapshot) object);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return read(bytes, IDENTIFIER, manifest);
    }

    static byte[] write(SlotSnapshot snapshot) {
        var before = snapshot.before();
        var record = snapshot.record();
        var plain = new byte[Math.addExact(before.length, record.length)];
        System.arraycopy(before, 0, plain, 0, before.length);
        System.arraycopy(record, 0, plain, before.length, record.length);
        var compressor = LZ4.fastCompressor();
        var bytes = new byte[HEADER + compressor.maxCompressedLength(plain.length)];
        int length = HEADER + compressor.compress(plain, 0, plain.length, bytes, HEADER);
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        buffer.put(VERSION)
                .putInt(0)
                .putLong(snapshot.sequence())
                .putInt(before.length)
                .putInt(record.length);
        buffer.putInt(Byte.BYTES, checksum(bytes, length));
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Reads a snapshot.
     *
     * @throws CorruptJournalException if it is none, is of a later version, or is damaged
     */
    static SlotSnapshot read(byte[] bytes, int identifier, String manifest) {
        if (identifier != IDENTIFIER || !manifest.equals(MANIFEST)) {
            throw new CorruptJournalException(
                    "a snapshot has an unknown kind: serializer " + identifier + ", manifest " + manifest);
        }
        if (bytes.length < HEADER || bytes[0] != VERSION) {
            throw new CorruptJournalException(
                    "a snapshot of " + bytes.length + " bytes is cut off or of another version: "
                            + (bytes.length == 0 ? "none" : bytes[0]) + ", expected " + VERSION);
        }
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(Byte.BYTES) != checksum(bytes, bytes.length)) {
            throw new CorruptJournalException("a snapshot of " + bytes.length + " bytes does not match its checksum");
        }
        long sequence = buffer.getLong(CHECKED_FROM);
        int before = buffer.getInt(CHECKED_FROM + Long.BYTES);
        int record = buffer.getInt(CHECKED_FROM + Long.BYTES + Integer.BYTES);
        var plain = decompress(bytes, Math.addExact(before, record));
        return new SlotSnapshot(
                sequence, Arrays.copyOf(plain, before), Arrays.copyOfRange(plain, before, plain.length));
    }

    private static byte[] decompress(byte[] bytes, int length) {
        try {
            return LZ4.safeDecompressor().decompress(bytes, HEADER, bytes.length - HEADER, length);
        } catch (LZ4Exception e) {
            throw new CorruptJournalException("a snapshot of " + bytes.length + " bytes does not decompress", e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, CHECKED_FROM, length - CHECKED_FROM);
        return (int) checksum.getValue();
    }
}
