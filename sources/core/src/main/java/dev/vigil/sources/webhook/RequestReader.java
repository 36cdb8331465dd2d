package dev.vigil.sources.webhook;

import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import dev.vigil.api.HttpCall;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a request into an event, or refuses it. The signature comes first, so that nobody without the secret gets
 * anything parsed or learns what is configured.
 *
 * <p>Threading: safe to share. Failure: {@link Refusal}.
 */
record RequestReader(Optional<HmacSignature> signature, EventMapping mapping) {
    Event read(HttpCall call, Instant now) {
        if (signature.isPresent() && !signature.get().matches(call)) {
            throw new Refusal(Refusal.Reason.SIGNATURE, "signature");
        }
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

    private static void requireJson(HttpCall call) {
        try {
            DataFormat.json().read(call.body(), Object.class);
        } catch (DataException e) {
            throw new Refusal(Refusal.Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
