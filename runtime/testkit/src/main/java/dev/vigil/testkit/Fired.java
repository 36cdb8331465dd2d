package dev.vigil.testkit;

import dev.vigil.api.DataFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A firing that the sensor decided.
 *
 * @param id the idempotency key, different for every firing
 * @param trigger the trigger's name
 * @param key the key of the instance
 * @param payload JSON, as the trigger would get it
 * @param at when it was decided
 */
public record Fired(String id, String trigger, String key, String payload, Instant at) {
    /**
     * The payload as a value of that type.
     *
     * @throws dev.vigil.api.DataException if it does not fit the type
     */
    public <T> T payload(Class<T> type) {
        return DataFormat.json().read(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), type);
    }
}
