package dev.vigil.triggers.kafka;

import dev.vigil.api.Firing;
import dev.vigil.api.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a firing becomes a record: its payload as the value, and in the headers a CloudEvent whose id is the firing's, so that whoever
 * reads it can tell a repetition.
 *
 * @param topic where it is written
 * @param key what its key is
 * @param type of the CloudEvent
 * @param contentType of the payload
 * @param headers others, which are always the same
 */
record RecordTemplate(String topic, RecordKey key, String type, String contentType, Map<String, String> headers) {
    /** The header that holds the firing's id under the name that HTTP has for it. */
    static final String IDEMPOTENCY_KEY = "idempotency-key";

    /**
     * The record of a firing.
     *
     * @throws IllegalArgumentException if the payload does not have what the record needs
     */
    ProducerRecord<byte[], byte[]> fill(Firing firing) {
        var all = new RecordHeaders();
        put(all, "ce_specversion", "1.0");
        put(all, "ce_id", firing.id());
        put(all, "ce_source", "/vigil/sensors/" + firing.sensor());
        put(all, "ce_type", type);
        put(all, "ce_time", firing.decidedAt().toString());
        if (!firing.key().isEmpty() && firing.key().chars().noneMatch(Character::isISOControl)) {
            put(all, "ce_subject", firing.key());
        }
        put(all, "content-type", contentType);
        put(all, IDEMPOTENCY_KEY, firing.id());
        firing.trace().ifPresent(trace -> {
            put(all, TraceContext.TRACEPARENT, trace.traceparent());
            if (!trace.tracestate().isEmpty()) {
                put(all, TraceContext.TRACESTATE, trace.tracestate());
            }
        });
        headers.forEach((name, value) -> put(all, name, value));
        var value = new byte[firing.payload().remaining()];
        firing.payload().duplicate().get(value);
        byte @Nullable [] recordKey = key.of(firing).orElse(null);
        return new ProducerRecord<byte[], byte[]>(topic, null, recordKey, value, all);
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
