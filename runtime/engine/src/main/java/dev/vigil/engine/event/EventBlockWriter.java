package dev.vigil.engine.event;

import dev.vigil.api.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** Writes events into one block. Not thread-safe. */
public final class EventBlockWriter {
    /** The longest array that every JVM has. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final byte[] NONE = {};

    private byte[] bytes;
    /** How large the array is that is made when the first event comes. */
    private int expected;

    private int at;
    private int count;

    /** A writer with room for that many bytes before it grows. */
    public EventBlockWriter(int capacityBytes) {
        bytes = NONE;
        expected = capacityBytes;
    }

    /** How many bytes have been written since the last {@link #take()}. */
    public int sizeBytes() {
        return at;
    }

    /** How many events have been written since the last {@link #take()}. */
    public int count() {
        return count;
    }

    /**
     * Adds an event.
     *
     * @param chained whether a sensor published it, so that it is recognised by its place in a chain
     * <p>Failure: whatever is thrown, nothing is added.
     *
     * @throws IllegalArgumentException if an attribute is longer than 65535 bytes, or the event than
     *     {@link EventBlock#MOST_EVENT_BYTES}
     */
    public void add(Event event, boolean chained) {
        int start = at;
        try {
            if (event instanceof BlockEvent view && view.isChained() == chained) {
                copy(view);
            } else {
                write(event, chained);
            }
            count++;
            start = at;
        } finally {
            at = start;
        }
    }

    /**
     * Checks that an event can be written.
     *
     * @throws IllegalArgumentException if an attribute is longer than 65535 bytes, or the event than
     *     {@link EventBlock#MOST_EVENT_BYTES}
     */
    public static void check(Event event) {
        if (event instanceof BlockEvent) {
            return;
        }
        long most = event.data().remaining();
        most += check("source", event.source());
        most += check("id", event.id());
        most += check("type", event.type());
        most += event.subject().map(value -> check("subject", value)).orElse(0);
        most += event.dataContentType()
                .map(value -> check("datacontenttype", value))
                .orElse(0);
        most += event.dataSchema().map(value -> check("dataschema", value)).orElse(0);
        for (var extension : event.extensions().entrySet()) {
            most += check(extension.getKey(), extension.getValue().toString())
                    + extension.getKey().length() * 3;
        }
        if (most > EventBlock.MOST_EVENT_BYTES - EventLayout.MAX_TEXT_BYTES) {
            // Near the limit only the layout itself tells; nothing but the array is lost.
            new EventBlockWriter(event.data().remaining()).add(event, false);
        }
    }

    /** How many bytes the attribute takes at most. */
    private static int check(String attribute, String value) {
        if (value.length() * 3L > EventLayout.MAX_TEXT_BYTES
                && value.getBytes(StandardCharsets.UTF_8).length > EventLayout.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "attribute '" + attribute + "' takes more than " + EventLayout.MAX_TEXT_BYTES + " bytes");
        }
        return value.length() * 3;
    }

    /** Adds an event as it lies in its block. */
    public void copy(BlockEvent event) {
        int length = event.end() - event.start();
        room(length);
        event.copyTo(bytes, at);
        at += length;
    }

    /** Adds an event as it lies in its block, and counts it. */
    public void addCopy(BlockEvent event) {
        copy(event);
        count++;
    }

    /** The block written so far; the writer begins a new one in a new array. */
    public EventBlock take() {
        var block = EventBlock.trusted(bytes, 0, at, count);
        expected = at;
        bytes = NONE;
        at = 0;
        count = 0;
        return block;
    }

    private void write(Event event, boolean chained) {
        int start = at;
        room(EventLayout.HEADER_BYTES);
        at += EventLayout.HEADER_BYTES;
        int flags = chained ? EventLayout.CHAINED : 0;
        text("source", event.source());
        text("id", event.id());
        text("type", event.type());
        if (event.subject().isPresent()) {
            flags |= EventLayout.SUBJECT;
            text("subject", event.subject().get());
        }
        if (event.time().isPresent()) {
            flags |= EventLayout.TIME;
            time(event.time().get());
        }
        if (event.dataContentType().isPresent()) {
            flags |= EventLayout.CONTENT_TYPE;
            text("datacontenttype", event.dataContentType().get());
        }
        if (event.dataSchema().isPresent()) {
            flags |= EventLayout.SCHEMA;
            text("dataschema", event.dataSchema().get());
        }
        if (!event.extensions().isEmpty()) {
            flags |= EventLayout.EXTENSIONS | extensions(event.extensions());
        }
        var data = event.data();
        long size = (long) at - start + data.remaining();
        if (size > EventBlock.MOST_EVENT_BYTES) {
            throw new IllegalArgumentException(
                    "the event takes " + size + " bytes, more than " + EventBlock.MOST_EVENT_BYTES);
        }
        data(data);
        EventLayout.INT.set(bytes, start, at - start - 4);
        bytes[start + 4] = EventLayout.VERSION;
        bytes[start + 5] = (byte) flags;
    }

    private void data(ByteBuffer data) {
        int length = data.remaining();
        room(length);
        data.get(bytes, at, length);
        at += length;
    }

    private void time(Instant time) {
        room(12);
        EventLayout.LONG.set(bytes, at, time.getEpochSecond());
        EventLayout.INT.set(bytes, at + 8, time.getNano());
        at += 12;
    }

    private int extensions(Map<String, Object> extensions) {
        if (extensions.size() > EventLayout.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("an event of " + extensions.size() + " extensions");
        }
        room(2);
        uint16(extensions.size());
        int flags = 0;
        for (var extension : extensions.entrySet()) {
            text("extension", extension.getKey());
            flags |= extension.getKey().equals(Placement.PARTITION_KEY) ? EventLayout.PARTITION_KEY : 0;
            room(5);
            switch (extension.getValue()) {
                case Integer number -> {
                    bytes[at++] = EventLayout.KIND_INT;
                    EventLayout.INT.set(bytes, at, number.intValue());
                    at += 4;
                }
                case Boolean truth -> {
                    bytes[at++] = EventLayout.KIND_BOOLEAN;
                    bytes[at++] = (byte) (truth ? 1 : 0);
                }
                case Object other -> {
                    bytes[at++] = EventLayout.KIND_TEXT;
                    text(extension.getKey(), other.toString());
                }
            }
        }
        return flags;
    }

    private void text(String attribute, String value) {
        if (value.length() > EventLayout.MAX_TEXT_BYTES) {
            throw tooLong(attribute, value.length() + " characters");
        }
        room(2 + value.length() * 3);
        int start = at + 2;
        int length = ascii(value, start);
        if (length < 0) {
            var utf8 = value.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(utf8, 0, bytes, start, utf8.length);
            length = utf8.length;
        }
        if (length > EventLayout.MAX_TEXT_BYTES) {
            throw tooLong(attribute, length + " bytes");
        }
        uint16(length);
        at += length;
    }

    private static IllegalArgumentException tooLong(String attribute, String length) {
        return new IllegalArgumentException("attribute '" + attribute + "' takes " + length + ", more than "
                + EventLayout.MAX_TEXT_BYTES + " bytes");
    }

    /** Writes text that is ASCII throughout; -1 where it is not. */
    @SuppressWarnings("deprecation") // the one way to copy the low bytes of a string without allocation
    private int ascii(String value, int start) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) >= 0x80) {
                return -1;
            }
        }
        value.getBytes(0, length, bytes, start);
        return length;
    }

    private void uint16(int value) {
        bytes[at++] = (byte) value;
        bytes[at++] = (byte) (value >>> 8);
    }

    private void room(int more) {
        if (bytes.length - at < more) {
            long usual = Math.max(expected, Math.min(bytes.length * 2L, MOST_BYTES));
            long wanted = Math.max(usual, (long) at + more);
            bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
        }
    }
}
