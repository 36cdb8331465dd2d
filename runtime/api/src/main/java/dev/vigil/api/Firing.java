package dev.vigil.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One decision to run one trigger. May be handed to the trigger more than once, always under the same {@link #id()}.
 *
 * @param id the idempotency key: 32 hexadecimal digits, the same after every crash and replay
 * @param trigger the trigger's configured name
 * @param sensor the sensor that decided
 * @param key the key of its instance
 * @param payload JSON in UTF-8, read-only
 * @param decidedAt when it was decided
 * @param trace where in a trace this attempt belongs, to be handed on; empty where the event that led to it has no trace
 */
public record Firing(
        String id,
        String trigger,
        String sensor,
        String key,
        ByteBuffer payload,
        Instant decidedAt,
        Optional<TraceContext> trace) {
    /** A firing that belongs to no trace. */
    public Firing(String id, String trigger, String sensor, String key, ByteBuffer payload, Instant decidedAt) {
        this(id, trigger, sensor, key, payload, decidedAt, Optional.empty());
    }

    /** The payload as text. */
    public String payloadAsText() {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
}
