package dev.vigil.engine.sensor;

/** Something went wrong in a fast turn; nothing has changed, and all of it has to be done again carefully. */
public final class FailedTurnException extends RuntimeException {
    FailedTurnException(Throwable cause) {
        super(null, cause, false, false);
    }
}
