package dev.vigil.engine.slot;

/** A record or snapshot that is not what was written. The slot stops; what is on disk stays as it is. */
public final class CorruptRecordException extends RuntimeException {
    /** Says which one and what is wrong with it. */
    public CorruptRecordException(String message) {
        super(message);
    }

    /** Says which one and what is wrong with it. */
    public CorruptRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
