package dev.vigil.engine.wire;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.MalformedBlockException;
import dev.vigil.engine.proto.wire.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** Events in messages: verbatim, with a checksum, and not copied on the way in. */
final class Blocks {
    private Blocks() {}

    static Block write(EventBlock events) {
        return Block.newBuilder()
                .setCount(events.count())
                .setEvents(UnsafeByteOperations.unsafeWrap(events.toBuffer()))
                .setChecksum(events.checksum())
                .build();
    }

    /**
     * The events, in the array in which they came.
     *
     * @throws MalformedBlockException if they are not what was written
     */
    static EventBlock read(Block block) throws IOException {
        var sink = new Sink();
        UnsafeByteOperations.unsafeWriteTo(block.getEvents(), sink);
        check(
                block.getChecksum(),
                EventBlock.trusted(sink.bytes, sink.from, sink.to, 0).checksum());
        return EventBlock.checked(sink.bytes, sink.from, sink.to, block.getCount());
    }

    static int checksum(List<byte[]> events) {
        var checksum = new CRC32C();
        events.forEach(checksum::update);
        return (int) checksum.getValue();
    }

    static void check(int written, int found) {
        if (written != found) {
            throw new MalformedBlockException(
                    "the CRC-32C of its events is %08x where %08x was written".formatted(found, written));
        }
    }

    /** Takes the array that bytes lie in; a copy only where they lie in several or in none. */
    private static final class Sink extends ByteOutput {
        private byte[] bytes = {};
        private int from;
        private int to;

        @Override
        public void write(byte value) {
            write(new byte[] {value}, 0, 1);
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            var joined = new byte[to - from + length];
            System.arraycopy(bytes, from, joined, 0, to - from);
            System.arraycopy(value, offset, joined, to - from, length);
            bytes = joined;
            from = 0;
            to = joined.length;
        }

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            if (from == to) {
                bytes = value;
                from = offset;
                to = offset + length;
            } else {
                write(value, offset, length);
            }
        }

        @Override
        public void write(ByteBuffer value) {
            var copy = new byte[value.remaining()];
            value.get(copy);
            write(copy, 0, copy.length);
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            write(value);
        }
    }

    static ByteString wrap(byte[] event) {
        return UnsafeByteOperations.unsafeWrap(event);
    }
}
