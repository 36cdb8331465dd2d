package dev.vigil.engine;

/** There is such an instance, and it is too large to be shown; nothing is wrong with it otherwise. */
public final class InstanceTooLargeException extends RuntimeException {
    /** Says which one, how large it is and how large it may be. */
    public InstanceTooLargeException(String sensor, String key, long bytes, long mostBytes) {
        super("sensor '" + sensor + "' has an instance for key '" + key + "' of " + bytes
                + " bytes as JSON, more than the " + mostBytes + " that can be shown");
    }
}
