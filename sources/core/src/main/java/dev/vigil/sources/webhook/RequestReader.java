package dev.vigil.sources.webhook;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import dev.vigil.api.HttpCall;
import java.time.Instant;
import java.util.List;

/**
 * Turns a request into an event, or refuses it. Its proofs come first, so that nobody without the secret gets
 * anything parsed or learns what is configured.
 *
 * <p>Threading: safe to share. Failure: {@link Refusal}.
 */
record RequestReader(List<Proof> proofs, EventMapping mapping) {
    Event read(HttpCall call, Instant now) {
        proofs.forEach(proof -> proof.check(call, now));
        var mediaType = MediaType.of(call);
        if (mediaType == MediaType.FORM) {
            throw new Refusal(
                    Refusal.Reason.CONTENT_TYPE,
                    "form data is not taken: let the sender use content type application/json");
        }
        if (mediaType == MediaType.JSON) {
            requireJson(call);
        }
        return mapping.event(call, mediaType, now);
    }

    /** That request is an event on the bus. */
    void taken(HttpCall call, Instant now) {
        proofs.forEach(proof -> proof.taken(call, now));
    }

    private static void requireJson(HttpCall call) {
        try {
            DataFormat.json().read(call.body(), Object.class);
        } catch (DataException e) {
            throw new Refusal(Refusal.Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
