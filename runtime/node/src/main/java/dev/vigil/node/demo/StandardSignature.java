package dev.vigil.node.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Standard Webhooks do: id, time and body, by HMAC-SHA256. See the specification at standardwebhooks.com.
 *
 * @param secret what both sides know: base 64 behind {@code whsec_}
 * @param token the bearer token beside it
 */
record StandardSignature(String secret, String token) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    /** With secrets that nobody else knows. */
    static StandardSignature madeUp() {
        return new StandardSignature(PREFIX + random(), random());
    }

    private static String random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The value of {@code webhook-signature}. */
    String of(String id, Instant at, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM));
            var signed = id + "." + at.getEpochSecond() + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "StandardSignature[...]";
    }
}
