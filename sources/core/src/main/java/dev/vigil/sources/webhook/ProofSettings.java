package dev.vigil.sources.webhook;

import dev.vigil.api.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code signature}, a section or the word {@code none}, and {@code authorization}. One of them must be there, because a default
 * that takes what anybody sends would open the bus to everybody who forgets a line.
 */
final class ProofSettings {
    private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_TOLERANCE = Duration.ofHours(1);
    private static final String SECRET = "secret";
    private static final String SECRET_PREFIX = "whsec_";

    private ProofSettings() {}

    static List<Proof> from(Settings settings, Flavour flavour) {
        var proofs = new ArrayList<Proof>();
        signature(settings, flavour).ifPresent(proofs::add);
        if (settings.has("authorization")) {
            proofs.add(authorization(settings.section("authorization")));
        }
        return List.copyOf(proofs);
    }

    private static Optional<Proof> signature(Settings settings, Flavour flavour) {
        if (settings.isSection("signature")) {
            var section = settings.section("signature");
            var usual = flavour == Flavour.STANDARD ? "standard" : "hmac";
            return Optional.of(
                    section.oneOf("scheme", usual, "hmac", "standard").equals("standard")
                            ? standard(section)
                            : hmac(section));
        }
        if (settings.has("signature")) {
            settings.oneOf("signature", "none", "none");
        } else if (!settings.has("authorization")) {
            settings.problem("signature", "a section { secret-file = FILE }, or none to take unsigned requests");
        }
        return Optional.empty();
    }

    private static HmacSignature hmac(Settings section) {
        var header = section.text("header", "X-Hub-Signature-256");
        if (!Expression.HEADER_NAME.matcher(header).matches()) {
            section.problem("header", "the name of a header");
        }
        section.oneOf("algorithm", "hmac-sha256", "hmac-sha256");
        return new HmacSignature(header, section.text("prefix", "sha256="), Mac256.of(Secrets.from(section, SECRET)));
    }

    private static StandardSignature standard(Settings section) {
        var tolerance = section.duration("tolerance", DEFAULT_TOLERANCE);
        if (!tolerance.isPositive() || tolerance.compareTo(LONGEST_TOLERANCE) > 0) {
            section.problem("tolerance", "a time span up to \"1h\"");
        }
        var keys = new ArrayList<byte[]>();
        for (var secret : Secrets.from(section, SECRET)) {
            decoded(secret)
                    .ifPresentOrElse(
                            keys::add, () -> section.problem("scheme", "hmac, or a secret of \"whsec_\" and base 64"));
        }
        return new StandardSignature(Mac256.of(keys.isEmpty() ? List.of(new byte[1]) : keys), tolerance, new Taken());
    }

    /** A Standard Webhooks secret is written in base 64, mostly behind a word that says what it is. */
    private static Optional<byte[]> decoded(byte[] secret) {
        var text = new String(secret, StandardCharsets.UTF_8);
        try {
            var key = Base64.getDecoder()
                    .decode(text.startsWith(SECRET_PREFIX) ? text.substring(SECRET_PREFIX.length()) : text);
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Credentials authorization(Settings section) {
        var scheme = Credentials.Scheme.of(section.oneOf("scheme", "bearer", "bearer", "basic"));
        if (scheme == Credentials.Scheme.BEARER) {
            return new Credentials(scheme, Secrets.from(section, "token"));
        }
        var user = section.text("user");
        if (user.contains(":")) {
            section.problem("user", "a name without a colon");
        }
        return new Credentials(
                scheme,
                Secrets.from(section, "password").stream()
                        .map(password -> (user + ":" + new String(password, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8))
                        .toList());
    }
}
