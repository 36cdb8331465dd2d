package dev.vigil.engine.slot;

import java.util.List;

/**
 * One sensor's memory of one key.
 *
 * @param state CBOR
 * @param version the version of the state's shape
 * @param updatedMillis when it last changed
 * @param timers those that are set
 */
public record Instance(byte[] state, int version, long updatedMillis, List<Timer> timers) {
    /**
     * A timer.
     *
     * @param name unique within its instance
     * @param dueMillis when it comes due
     */
    public record Timer(String name, long dueMillis) {}
}
