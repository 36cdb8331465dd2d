package dev.vigil.engine.sensor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as its slot has it.
 *
 * @param state CBOR; null where there is no instance yet
 * @param version the version the state was written under
 * @param timers when each timer comes due, in milliseconds since the epoch
 */
public record StoredState(byte @Nullable [] state, int version, Map<String, Long> timers) {
    /** No instance. */
    public static final StoredState NONE = new StoredState(null, 0, Map.of());
}
