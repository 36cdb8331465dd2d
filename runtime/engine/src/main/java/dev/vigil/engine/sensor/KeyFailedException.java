package dev.vigil.engine.sensor;

/** A sensor's key function failed for an event. */
public final class KeyFailedException extends RuntimeException {
    private final String cause;

    KeyFailedException(Throwable thrown) {
        super(null, thrown, false, false);
        this.cause = Cause.of(thrown);
    }

    /** What it threw, for a person to read. */
    public String cause() {
        return cause;
    }
}
