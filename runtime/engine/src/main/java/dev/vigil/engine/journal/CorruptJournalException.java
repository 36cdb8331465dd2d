package dev.vigil.engine.journal;

/** What is in the journal cannot be right: reading it again will not help. */
public final class CorruptJournalException extends RuntimeException {
    CorruptJournalException(String message) {
        super(message);
    }

    CorruptJournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
