package dev.vigil.api;

/** Data that is not what its reader expects: not JSON, or not of the wanted shape. Nothing was changed by the reading. */
public final class DataException extends RuntimeException {
    /** Says what was found and what was expected. */
    public DataException(String message) {
        super(message);
    }

    /** Says what was found and what was expected, with the parser's own account of it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
