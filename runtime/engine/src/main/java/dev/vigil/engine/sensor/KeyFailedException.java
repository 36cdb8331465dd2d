package dev.vigil.engine.sensor;

/** A sensor's key function failed for an event; the message is what it threw, for a person to read. */
public final class KeyFailedException extends RuntimeException {
    KeyFailedException(Throwable thrown) {
        super(Cause.of(thrown), thrown, false, false);
    }

    /** What it threw, for a person to read. */
    public String cause() {
        return Cause.of(getCause() == null ? this : getCause());
    }
}
