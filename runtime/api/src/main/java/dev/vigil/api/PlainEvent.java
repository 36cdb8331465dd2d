package dev.vigil.api;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event whose attributes are kept one by one. */
record PlainEvent(
        String id,
        String source,
        String type,
        Optional<String> subject,
        Optional<Instant> time,
        Optional<String> dataContentType,
        Optional<String> dataSchema,
        Map<String, Object> extensions,
        ByteBuffer bytes)
        implements Event {
    @Override
    public ByteBuffer data() {
        return bytes.duplicate();
    }
}
