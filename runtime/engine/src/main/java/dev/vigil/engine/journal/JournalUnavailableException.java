package dev.vigil.engine.journal;

/** The database did not answer; the question may be asked again. */
public final class JournalUnavailableException extends RuntimeException {
    JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
