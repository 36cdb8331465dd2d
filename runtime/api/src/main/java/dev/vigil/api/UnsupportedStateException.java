package dev.vigil.api;

/** A stored state that this version of a sensor cannot read. The state is kept as it is. */
public final class UnsupportedStateException extends RuntimeException {
    /** Says which version was found and which are understood. */
    public UnsupportedStateException(String message) {
        super(message);
    }
}
