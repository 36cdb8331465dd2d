package dev.vigil.engine.journal;

/** A record as Pekko carries it: bytes that only a slot understands, with their own checksum. */
final class JournalRecord {
    private final byte[] bytes;

    JournalRecord(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes themselves, not a copy. */
    byte[] bytes() {
        return bytes;
    }
}
