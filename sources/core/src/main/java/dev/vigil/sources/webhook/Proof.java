package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request must carry to be taken. Threading: safe to share. */
sealed interface Proof permits HmacSignature, StandardSignature, Credentials {
    /**
     * Lets a request pass.
     *
     * @throws Refusal if it does not carry this
     */
    void check(HttpCall call, Instant now);

    /** That request has become an event. */
    default void taken(HttpCall call, Instant now) {}

    /** The value of a header that stands there once: of two, nobody can say which one is meant. */
    static Optional<String> only(HttpCall call, String header) {
        var values = call.headers().getOrDefault(header.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
