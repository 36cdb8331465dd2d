package dev.vigil.engine.slot;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.MalformedBlockException;
import dev.vigil.engine.proto.journal.RecordMeta;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A record as bytes, version 1: a {@link Frame} around an int32 length, that many bytes of Protobuf ({@code RecordMeta}),
 * and the block of events.
 */
public final class RecordCodec {
    private RecordCodec() {}

    /** The record as bytes. */
    public static byte[] encode(SlotRecord record) {
        var meta = RecordToProto.meta(record);
        int metaLength = meta.getSerializedSize();
        var raw = new byte[Math.addExact(4 + metaLength, record.events().sizeBytes())];
        Frame.INT.set(raw, 0, metaLength);
        try {
            var out = CodedOutputStream.newInstance(raw, 4, metaLength);
            meta.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
        record.events().copyTo(raw, 4 + metaLength);
        return Frame.seal(raw);
    }

    /**
     * The record in these bytes.
     *
     * @param name what to call it in an error
     * @throws CorruptRecordException if it is not what was written
     */
    public static SlotRecord decode(byte[] bytes, String name) {
        var raw = Frame.open(bytes, name);
        int metaLength = raw.length < 4 ? -1 : (int) Frame.INT.get(raw, 0);
        if (metaLength < 0 || metaLength > raw.length - 4) {
            throw new CorruptRecordException(name + ": its length of " + metaLength + " does not fit");
        }
        try {
            var in = CodedInputStream.newInstance(raw, 4, metaLength);
            in.enableAliasing(false);
            var meta = RecordMeta.parseFrom(in);
            var events = EventBlock.checked(raw, 4 + metaLength, raw.length, meta.getEventCount());
            return ProtoToRecord.record(meta, events);
        } catch (IOException | MalformedBlockException | IllegalArgumentException e) {
            throw new CorruptRecordException(name + ": " + e.getMessage(), e);
        }
    }

    static ByteString wrap(byte[] bytes) {
        return com.google.protobuf.UnsafeByteOperations.unsafeWrap(bytes);
    }

    static byte[] unwrap(ByteString bytes) {
        return bytes.isEmpty() ? new byte[0] : bytes.toByteArray();
    }
}
