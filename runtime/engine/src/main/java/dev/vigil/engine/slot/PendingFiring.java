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
 */
public record PendingFiring(String id, int sensor, String key, String trigger, byte[] payload, long decidedMillis) {}
