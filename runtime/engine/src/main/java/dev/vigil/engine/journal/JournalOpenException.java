package dev.vigil.engine.journal;

/** The journal cannot be opened, so that this node cannot start; the message says which one and why. */
public class JournalOpenException extends RuntimeException {
    JournalOpenException(String message) {
        super(message);
    }

    JournalOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
