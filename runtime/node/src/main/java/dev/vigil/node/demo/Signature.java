package dev.vigil.node.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs bodies as GitHub does.
 *
 * @param secret what both sides know
 */
record Signature(String secret) {
    private static final String ALGORITHM = "HmacSHA256";

    /** With a secret that nobody else knows. */
    static Signature madeUp() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Signature(HexFormat.of().formatHex(bytes));
    }

    /** The value of {@code X-Hub-Signature-256}. */
    String of(byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Signature[...]";
    }
}
