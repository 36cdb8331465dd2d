package dev.vigil.engine.sensor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a decision answers: the event at an offset of a partition, or the n-th timer that a slot ran. Ids are derived from
 * it, so that they are the same however often the decision has to be made.
 *
 * @param kind whether an event or a timer
 * @param slot the event's partition, or the timer's slot
 * @param position the event's offset, or the timer's number
 */
public record Origin(Kind kind, int slot, long position) {
    /** What is answered. */
    public enum Kind {
        /** An event of the log. */
        EVENT('e'),
        /** A timer that came due. */
        TIMER('t');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    /** What an id names, so that ids of different things never meet. */
    public enum Use {
        /** A firing. */
        FIRING('f'),
        /** A dead letter. */
        DEAD_LETTER('d'),
        /** An id that a handler asked for. */
        HANDLER('h'),
        /** The span of a handler's call. */
        SPAN('s'),
        /** The decision to publish an event. */
        PUBLICATION('p');

        private final char code;

        Use(char code) {
            this.code = code;
        }
    }

    /** The ordinal-th id of that use: the first 128 bits of a SHA-256, as 32 hexadecimal digits. */
    public String id(Use use, String sensor, String key, int ordinal) {
        var name = sensor.getBytes(StandardCharsets.UTF_8);
        var keyBytes = key.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(2 + 4 + 8 + 4 + 4 + name.length + keyBytes.length)
                .put((byte) use.code)
                .put((byte) kind.code)
                .putInt(slot)
                .putLong(position)
                .putInt(ordinal)
                .putInt(name.length)
                .put(name)
                .put(keyBytes);
        return HexFormat.of().formatHex(sha256().digest(buffer.array()), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
