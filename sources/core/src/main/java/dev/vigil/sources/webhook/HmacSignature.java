package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 of the body in hexadecimal, in a header: as GitHub signs.
 *
 * <p>It covers the body only, not the other headers: who can replay a signed body can also give it another delivery id.
 *
 * @param header where it is
 * @param prefix what stands before the digits
 * @param key the shared secret
 */
record HmacSignature(String header, String prefix, SecretKeySpec key) {
    static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 64;

    /** Whether the request carries this signature; takes the same time for every wrong one of the right form. */
    boolean matches(HttpCall call) {
        var claimed = call.header(header).flatMap(this::digits);
        return claimed.isPresent() && MessageDigest.isEqual(of(call.body()), claimed.get());
    }

    /** The signature of a body. */
    byte[] of(ByteBuffer body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(body.duplicate());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private Optional<byte[]> digits(String value) {
        if (value.length() != prefix.length() + DIGITS || !value.startsWith(prefix)) {
            return Optional.empty();
        }
        var digits = value.substring(prefix.length());
        return digits.chars().allMatch(HexFormat::isHexDigit)
                ? Optional.of(HexFormat.of().parseHex(digits))
                : Optional.empty();
    }
}
