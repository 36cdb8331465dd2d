package dev.vigil.node;

/** A node could not be started; whatever had been started was stopped again. */
public final class StartException extends Exception {
    /** Says in one line what stands in the way. */
    public StartException(String message) {
        super(message);
    }

    /** Says in one line what stands in the way, with what was thrown. */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
