package dev.vigil.benchmarks.peers;

import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** The events of {@link Device} as bytes. Made by Pekko. */
public final class TakenSerializer extends SerializerWithStringManifest {
    private static final String MANIFEST = "T";
    private static final int IDENTIFIER = 4711;

    /** For Pekko. */
    public TakenSerializer() {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return MANIFEST;
    }

    @Override
    public byte[] toBinary(Object event) {
        var taken = (Device.Taken) event;
        var id = taken.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + id.length + taken.data().length)
                .putLong(taken.value())
                .putInt(id.length)
                .put(id)
                .put(taken.data())
                .array();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!manifest.equals(MANIFEST)) {
            throw new NotSerializableException(manifest);
        }
        var buffer = ByteBuffer.wrap(bytes);
        long value = buffer.getLong();
        var id = new byte[buffer.getInt()];
        buffer.get(id);
        return new Device.Taken(new String(id, StandardCharsets.UTF_8), value, Handling.bytes(buffer));
    }
}
