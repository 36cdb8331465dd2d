package dev.vigil.engine.event;

import com.dynatrace.hash4j.hashing.HashValue128;
import dev.vigil.api.Event;
import dev.vigil.engine.json.JacksonFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event as a view of the block it lies in; attributes become objects only when asked for. */
public final class BlockEvent implements Event {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int idAt;
    private final int typeAt;
    private final int afterType;
    private @Nullable String partitionKey;
    private @Nullable String subject;

    BlockEvent(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        end = start + 4 + EventLayout.int32(bytes, start);
        idAt = EventLayout.textEnd(bytes, start + EventLayout.HEADER_BYTES);
        typeAt = EventLayout.textEnd(bytes, idAt);
        afterType = EventLayout.textEnd(bytes, typeAt);
    }

    @Override
    public String source() {
        return text(start + EventLayout.HEADER_BYTES);
    }

    @Override
    public String id() {
        return text(idAt);
    }

    @Override
    public String type() {
        return text(typeAt);
    }

    @Override
    public Optional<String> subject() {
        if (!has(EventLayout.SUBJECT)) {
            return Optional.empty();
        }
        var known = subject;
        if (known == null) {
            known = text(afterType);
            subject = known;
        }
        return Optional.of(known);
    }

    @Override
    public Optional<Instant> time() {
        int at = afterSubject();
        return has(EventLayout.TIME)
                ? Optional.of(Instant.ofEpochSecond(EventLayout.int64(bytes, at), EventLayout.int32(bytes, at + 8)))
                : Optional.empty();
    }

    @Override
    public Optional<String> dataContentType() {
        return has(EventLayout.CONTENT_TYPE) ? Optional.of(text(afterTime())) : Optional.empty();
    }

    @Override
    public Optional<String> dataSchema() {
        return has(EventLayout.SCHEMA) ? Optional.of(text(afterContentType())) : Optional.empty();
    }

    @Override
    public Map<String, Object> extensions() {
        if (!has(EventLayout.EXTENSIONS)) {
            return Map.of();
        }
        var extensions = new LinkedHashMap<String, Object>();
        walkExtensions(extensions);
        return extensions;
    }

    /** Finds it without making objects of the others. */
    @Override
    public Optional<String> extension(String name) {
        if (!has(EventLayout.EXTENSIONS)) {
            return Optional.empty();
        }
        int at = afterSchema();
        int count = EventLayout.uint16(bytes, at);
        at += 2;
        for (int i = 0; i < count; i++) {
            int kindAt = EventLayout.textEnd(bytes, at);
            if (text(at).equals(name)) {
                return Optional.of(value(kindAt).toString());
            }
            at = valueEnd(kindAt);
        }
        return Optional.empty();
    }

    @Override
    public ByteBuffer data() {
        int at = dataStart();
        return ByteBuffer.wrap(bytes, at, end - at).slice().asReadOnlyBuffer();
    }

    @Override
    public <T> T data(Class<T> type) {
        int at = dataStart();
        return JacksonFormat.read(bytes, at, end - at, type);
    }

    /** Whether a sensor published it, so that its place in a chain tells whether it has been seen. */
    public boolean isChained() {
        return has(EventLayout.CHAINED);
    }

    /** The text by whose hash the event's partition is found. */
    public String partitionKey() {
        var known = partitionKey;
        if (known == null) {
            known = !has(EventLayout.PARTITION_KEY) && has(EventLayout.SUBJECT)
                    ? subject().orElseThrow()
                    : Placement.partitionKey(this);
            partitionKey = known;
        }
        return known;
    }

    /** The hash of source and id: the event's identity. */
    public HashValue128 identity() {
        int from = start + EventLayout.HEADER_BYTES;
        return Placement.HASH_128.hashBytesTo128Bits(bytes, from, typeAt - from);
    }

    /** Whether another event has the same source and type, byte for byte. */
    public boolean isOfKind(BlockEvent other) {
        int from = start + EventLayout.HEADER_BYTES;
        int otherFrom = other.start + EventLayout.HEADER_BYTES;
        return Arrays.equals(bytes, from, idAt, other.bytes, otherFrom, other.idAt)
                && Arrays.equals(bytes, typeAt, afterType, other.bytes, other.typeAt, other.afterType);
    }

    /** How many bytes it takes in its block. */
    public int sizeBytes() {
        return end - start;
    }

    /** The event alone, as it lies in its block. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, start, target, at, end - start);
    }

    private boolean has(int flag) {
        return (bytes[start + 5] & flag) != 0;
    }

    private String text(int at) {
        return new String(bytes, at + 2, EventLayout.uint16(bytes, at), StandardCharsets.UTF_8);
    }

    private int afterSubject() {
        return has(EventLayout.SUBJECT) ? EventLayout.textEnd(bytes, afterType) : afterType;
    }

    private int afterTime() {
        return afterSubject() + (has(EventLayout.TIME) ? 12 : 0);
    }

    private int afterContentType() {
        return has(EventLayout.CONTENT_TYPE) ? EventLayout.textEnd(bytes, afterTime()) : afterTime();
    }

    private int afterSchema() {
        return has(EventLayout.SCHEMA) ? EventLayout.textEnd(bytes, afterContentType()) : afterContentType();
    }

    private int dataStart() {
        return has(EventLayout.EXTENSIONS) ? walkExtensions(null) : afterSchema();
    }

    private int walkExtensions(@Nullable Map<String, Object> into) {
        int at = afterSchema();
        int count = EventLayout.uint16(bytes, at);
        at += 2;
        for (int i = 0; i < count; i++) {
            int kindAt = EventLayout.textEnd(bytes, at);
            if (into != null) {
                into.put(text(at), value(kindAt));
            }
            at = valueEnd(kindAt);
        }
        return at;
    }

    private Object value(int kindAt) {
        return switch (bytes[kindAt]) {
            case EventLayout.KIND_INT -> EventLayout.int32(bytes, kindAt + 1);
            case EventLayout.KIND_BOOLEAN -> bytes[kindAt + 1] != 0;
            default -> text(kindAt + 1);
        };
    }

    private int valueEnd(int kindAt) {
        return switch (bytes[kindAt]) {
            case EventLayout.KIND_INT -> kindAt + 5;
            case EventLayout.KIND_BOOLEAN -> kindAt + 2;
            default -> EventLayout.textEnd(bytes, kindAt + 1);
        };
    }

    @Override
    public String toString() {
        return "Event[source=" + source() + ", id=" + id() + ", type=" + type() + ", subject=" + subject() + "]";
    }
}
