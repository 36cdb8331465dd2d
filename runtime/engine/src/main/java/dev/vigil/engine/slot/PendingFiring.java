package dev.vigil.engine.slot;

import dev.vigil.api.TraceContext;
import java.util.Optional;

/**
 * A firing that was decided and has not ended.
 *
 * @param id its idempotency key
 * @param sensor the id of the sensor in its slot
 * @param key the key of the instance
 * @param trigger the trigger's name
 * @param payload JSON
 * @param decidedMillis when it was decided
 * @param earlierAttempts how often it was tried before it was last redriven
 * @param redrives how often it was redriven
 * @param isRepeated whether a replay decided it again after it had ended: then it publishes nothing
 * @param trace where in a trace it belongs; empty where the event that led to it has no trace
 */
public record PendingFiring(
        String id,
        int sensor,
        String key,
        String trigger,
        byte[] payload,
        long decidedMillis,
        int earlierAttempts,
        int redrives,
        boolean isRepeated,
        Optional<TraceContext> trace) {
    /** A firing that was never a dead letter and belongs to no trace. */
    public PendingFiring(String id, int sensor, String key, String trigger, byte[] payload, long decidedMillis) {
        this(id, sensor, key, trigger, payload, decidedMillis, 0, 0, false, Optional.empty());
    }

    /** The same firing, redriven from its dead letter. */
    PendingFiring redriven(DeadLetter letter) {
        return new PendingFiring(
                id,
                sensor,
                key,
                trigger,
                payload,
                decidedMillis,
                letter.attempts(),
                letter.redrives() + 1,
                isRepeated,
                trace);
    }
}
