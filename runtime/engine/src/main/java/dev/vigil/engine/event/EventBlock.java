package dev.vigil.engine.event;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * Events one after the other in one array, as they lie in records and messages (see {@link EventLayout}).
 *
 * <p>Threading: immutable, provided that nobody writes to the array.
 */
public final class EventBlock implements Iterable<BlockEvent> {
    /**
     * How large one event may be, all its attributes included. It travels between nodes whole: the frames of the transport are
     * made for it, see {@code EngineConfig}.
     */
    public static final int MOST_EVENT_BYTES = 31 << 20;

    /** No events. */
    public static final EventBlock EMPTY = new EventBlock(new byte[0], 0, 0, 0);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int count;

    private EventBlock(byte[] bytes, int from, int to, int count) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.count = count;
    }

    /** The block in a stretch of an array that this process wrote itself; taken on trust. */
    public static EventBlock trusted(byte[] bytes, int from, int to, int count) {
        return new EventBlock(bytes, from, to, count);
    }

    /**
     * The block in a stretch of an array that came from elsewhere.
     *
     * @throws MalformedBlockException if these are not that many whole events
     */
    public static EventBlock checked(byte[] bytes, int from, int to, int count) {
        if (count < 0) {
            throw new MalformedBlockException("block of " + count + " events");
        }
        int at = from;
        for (int i = 0; i < count; i++) {
            at = EventLayout.checkedEnd(bytes, at, to);
        }
        if (at != to) {
            throw new MalformedBlockException("block of " + count + " events ends at " + at + ", not at " + to);
        }
        return new EventBlock(bytes, from, to, count);
    }

    /** How many events there are. */
    public int count() {
        return count;
    }

    /** How many bytes they take. */
    public int sizeBytes() {
        return to - from;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Copies the bytes into an array. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
    }

    /** The bytes, copied. */
    public byte[] toBytes() {
        var copy = new byte[to - from];
        copyTo(copy, 0);
        return copy;
    }

    /** The bytes themselves, read-only. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
    }

    /** CRC-32C of the bytes. */
    public int checksum() {
        var checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    /** The events, in order. */
    public List<BlockEvent> events() {
        var events = new ArrayList<BlockEvent>(count);
        forEach(events::add);
        return events;
    }

    @Override
    public Iterator<BlockEvent> iterator() {
        return new Iterator<>() {
            private int at = from;

            @Override
            public boolean hasNext() {
                return at < to;
            }

            @Override
            public BlockEvent next() {
                if (at >= to) {
                    throw new NoSuchElementException();
                }
                var event = new BlockEvent(bytes, at);
                at = event.end();
                return event;
            }
        };
    }
}
