package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * HMAC-SHA256 of the body in hexadecimal, in a header: as GitHub signs.
 *
 * <p>It covers the body only, not the other headers: who can replay a signed body can also give it another delivery id.
 *
 * @param header where it is
 * @param prefix what stands before the digits
 * @param mac under the shared secrets
 */
record HmacSignature(String header, String prefix, Mac256 mac) implements Proof {
    private static final int DIGITS = 64;

    @Override
    public void check(HttpCall call, Instant now) {
        var claimed = Proof.only(call, header).flatMap(this::digits);
        if (claimed.isEmpty() || !mac.matches(claimed.get(), call.body())) {
            throw Refusal.ofSignature();
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
