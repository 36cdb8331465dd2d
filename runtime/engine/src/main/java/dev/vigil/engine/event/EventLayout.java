package dev.vigil.engine.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * The layout of one event, version 1, all numbers little-endian:
 *
 * <pre>
 * int32  length of all that follows
 * int8   version (1)
 * int8   flags: which of the optional parts are there, and whether the event is chained
 * text   source, id, type          (a text is a uint16 length and that many bytes of UTF-8)
 * text   subject                   if SUBJECT
 * int64  seconds, int32 nanos      if TIME
 * text   datacontenttype           if CONTENT_TYPE
 * text   dataschema                if SCHEMA
 * uint16 count, then name text, int8 kind (0 text, 1 int32, 2 boolean), value   if EXTENSIONS
 * bytes  data, up to the end
 * </pre>
 *
 * Source and id lie side by side so that an event's identity is hashed in one go.
 */
final class EventLayout {
    static final int VERSION = 1;
    static final int SUBJECT = 1;
    static final int TIME = 2;
    static final int CONTENT_TYPE = 4;
    static final int SCHEMA = 8;
    static final int EXTENSIONS = 16;
    /** Published by a sensor: its place in a chain, not its identity, tells whether it has been seen. */
    static final int CHAINED = 32;
    /** Carries a partitionkey extension. */
    static final int PARTITION_KEY = 64;

    static final int HEADER_BYTES = 6;
    static final int MAX_TEXT_BYTES = 0xFFFF;
    static final int KIND_TEXT = 0;
    static final int KIND_INT = 1;
    static final int KIND_BOOLEAN = 2;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EventLayout() {}

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    static int int32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long int64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Where the text that begins there ends. */
    static int textEnd(byte[] bytes, int at) {
        return at + 2 + uint16(bytes, at);
    }

    /** Where the event that begins there ends, all its parts found to lie within it. */
    static int checkedEnd(byte[] bytes, int from, int limit) {
        if (limit - from < HEADER_BYTES) {
            throw new MalformedBlockException("no room for an event at " + from);
        }
        long end = (long) from + 4 + int32(bytes, from);
        if (end > limit || end < from + HEADER_BYTES) {
            throw new MalformedBlockException("event at " + from + " ends at " + end + ", outside its block");
        }
        if (bytes[from + 4] != VERSION) {
            throw new MalformedBlockException("event at " + from + " has the unknown version " + bytes[from + 4]);
        }
        if (bytes[from + 5] < 0) {
            throw new MalformedBlockException("event at " + from + " has parts of which this release knows nothing");
        }
        int data = dataStart(bytes, from, (int) end);
        if (data > end) {
            throw new MalformedBlockException("event at " + from + " has attributes beyond its end");
        }
        return (int) end;
    }

    private static int dataStart(byte[] bytes, int from, int end) {
        int flags = bytes[from + 5];
        int at = from + HEADER_BYTES;
        int texts = 3 + (flags & SUBJECT);
        for (int i = 0; i < texts; i++) {
            at = checkedTextEnd(bytes, at, end);
        }
        at = (flags & TIME) != 0 ? timeEnd(bytes, at, end) : at;
        at = (flags & CONTENT_TYPE) != 0 ? checkedTextEnd(bytes, at, end) : at;
        at = (flags & SCHEMA) != 0 ? checkedTextEnd(bytes, at, end) : at;
        if ((flags & EXTENSIONS) != 0) {
            int count = end - at < 2 ? 0 : uint16(bytes, at);
            at += 2;
            for (int i = 0; i < count; i++) {
                int kind = checkedTextEnd(bytes, at, end);
                at = kind >= end ? end + 1 : valueEnd(bytes, kind, end);
            }
        }
        return at;
    }

    private static int timeEnd(byte[] bytes, int at, int end) {
        if (end - at < 12) {
            return end + 1;
        }
        long seconds = int64(bytes, at);
        int nanos = int32(bytes, at + 8);
        if (seconds < Instant.MIN.getEpochSecond()
                || seconds > Instant.MAX.getEpochSecond()
                || nanos < 0
                || nanos > 999_999_999) {
            throw new MalformedBlockException("no such time at " + at);
        }
        return at + 12;
    }

    private static int valueEnd(byte[] bytes, int kind, int end) {
        return switch (bytes[kind]) {
            case KIND_TEXT -> checkedTextEnd(bytes, kind + 1, end);
            case KIND_INT -> kind + 5;
            case KIND_BOOLEAN -> kind + 2;
            default -> throw new MalformedBlockException("unknown kind of extension at " + kind);
        };
    }

    private static int checkedTextEnd(byte[] bytes, int at, int end) {
        return end - at < 2 ? end + 1 : textEnd(bytes, at);
    }
}
