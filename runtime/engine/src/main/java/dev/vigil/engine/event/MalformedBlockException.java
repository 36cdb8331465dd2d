package dev.vigil.engine.event;

/** Bytes that are not the block of events they should be. */
public final class MalformedBlockException extends RuntimeException {
    /** Says what is wrong, and where. */
    public MalformedBlockException(String message) {
        super(message);
    }
}
