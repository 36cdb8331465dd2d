package dev.vigil.sources.webhook;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one of some keys: while a secret is replaced, the old one counts as well. */
record Mac256(List<SecretKeySpec> keys) {
    private static final String ALGORITHM = "HmacSHA256";

    /** With secrets of one byte and more. */
    static Mac256 of(List<byte[]> secrets) {
        return new Mac256(secrets.stream()
                .map(secret -> new SecretKeySpec(secret, ALGORITHM))
                .toList());
    }

    /** Whether one of the keys gives that; takes the same time for every wrong one. */
    boolean matches(byte[] claimed, ByteBuffer... parts) {
        boolean found = false;
        for (var key : keys) {
            found |= MessageDigest.isEqual(sign(key, parts), claimed);
        }
        return found;
    }

    /** That of the first key. */
    byte[] sign(ByteBuffer... parts) {
        return sign(keys.getFirst(), parts);
    }

    private static byte[] sign(SecretKeySpec key, ByteBuffer... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var part : parts) {
                mac.update(part.duplicate());
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
