package dev.vigil.triggers;

import dev.vigil.api.Firing;
import dev.vigil.api.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Firings as the engine hands them over. */
public final class Firings {
    public static final String ID = "0123456789abcdef0123456789abcdef";

    private Firings() {}

    public static Firing of(String payload) {
        return of("dev-7", payload);
    }

    /** The same firing, of that trace. */
    public static Firing within(Firing firing, TraceContext trace) {
        return new Firing(
                firing.id(),
                firing.trigger(),
                firing.sensor(),
                firing.key(),
                firing.payload(),
                firing.decidedAt(),
                Optional.of(trace));
    }

    public static Firing of(String key, String payload) {
        var bytes = ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        return new Firing(ID, "pager", "readings", key, bytes, Instant.parse("2026-03-01T12:00:00Z"));
    }
}
