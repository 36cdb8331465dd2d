package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in the header {@code Authorization}: a token (RFC 6750), or a name and a password (RFC 7617).
 *
 * @param scheme how they are written
 * @param accepted any of these bytes, the old ones too while they are replaced
 */
record Credentials(Scheme scheme, List<byte[]> accepted) implements Proof {
    /** How credentials are written. */
    enum Scheme {
        /** As they are. */
        BEARER("Bearer"),
        /** Name, colon and password in base 64. */
        BASIC("Basic");

        private final String word;

        Scheme(String word) {
            this.word = word;
        }

        private Optional<byte[]> read(String header) {
            int space = header.indexOf(' ');
            if (space < 0 || !header.substring(0, space).equalsIgnoreCase(word)) {
                return Optional.empty();
            }
            var rest = header.substring(space + 1).strip();
            try {
                return Optional.of(
                        this == BASIC ? Base64.getDecoder().decode(rest) : rest.getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** What a client is told that has none. */
        String challenge() {
            return word + " realm=\"vigil\"" + (this == BASIC ? ", charset=\"UTF-8\"" : "");
        }

        static Scheme of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public void check(HttpCall call, Instant now) {
        var given = Proof.only(call, "authorization").flatMap(scheme::read).orElse(new byte[0]);
        boolean found = false;
        for (var one : accepted) {
            found |= MessageDigest.isEqual(one, given);
        }
        if (!found) {
            throw Refusal.ofCredentials(scheme.challenge());
        }
    }
}
