package dev.vigil.engine.slot;

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
 */
public record PendingFiring(
        String id,
        int sensor,
        String key,
        String trigger,
        byte[] payload,
        long decidedMillis,
        int earlierAttempts,
        int redrives) {
    /** A firing that was never a dead letter. */
    public PendingFiring(String id, int sensor, String key, String trigger, byte[] payload, long decidedMillis) {
        this(id, sensor, key, trigger, payload, decidedMillis, 0, 0);
    }

    /** The same firing, redriven from its dead letter. */
    PendingFiring redriven(DeadLetter letter) {
        return new PendingFiring(
                id, sensor, key, trigger, payload, decidedMillis, letter.attempts(), letter.redrives() + 1);
    }
}
