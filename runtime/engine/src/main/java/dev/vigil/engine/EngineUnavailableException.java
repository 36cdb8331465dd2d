package dev.vigil.engine;

/** The engine cannot answer at present; the question may be asked again. */
public final class EngineUnavailableException extends RuntimeException {
    /** Says what is missing. */
    public EngineUnavailableException(String message) {
        super(message);
    }
}
