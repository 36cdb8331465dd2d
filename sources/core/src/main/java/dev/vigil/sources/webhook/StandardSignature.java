package dev.vigil.sources.webhook;

import dev.vigil.api.HttpCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The symmetric signature of <a href="https://www.standardwebhooks.com">Standard Webhooks</a> 1.0: HMAC-SHA256 of id, time and body in
 * base 64, one of several where the sender replaces its secret. A request whose time is too far from now is refused, and so is one
 * that was taken already: a sender that tries again signs again.
 *
 * @param mac under the shared secrets
 * @param tolerance how far the request's time may be from this node's, either way
 * @param taken what was taken within that time
 */
record StandardSignature(Mac256 mac, Duration tolerance, Taken taken) implements Proof {
    static final String ID = "webhook-id";
    static final String TIME = "webhook-timestamp";
    static final String SIGNATURES = "webhook-signature";
    private static final String VERSION = "v1,";
    /** Until the year 5138. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private static final int MOST_SIGNATURES = 10;

    @Override
    public void check(HttpCall call, Instant now) {
        var signed = Signed.of(call).filter(claim -> isRight(claim, call)).orElseThrow(Refusal::ofSignature);
        if (Duration.between(signed.time(), now).abs().compareTo(tolerance) > 0) {
            throw new Refusal(Refusal.Reason.STALE, "signed at " + signed.time() + ", and it is " + now);
        }
        if (taken.contains(signed.name(), now)) {
            throw new Refusal(
                    Refusal.Reason.REPLAYED, "this request was taken before: to send it again, sign it again");
        }
    }

    @Override
    public void taken(HttpCall call, Instant now) {
        Signed.of(call)
                .ifPresent(signed -> taken.add(signed.name(), signed.time().plus(tolerance), now));
    }

    private boolean isRight(Signed signed, HttpCall call) {
        return Arrays.stream(signed.signatures().split(" ", MOST_SIGNATURES + 1))
                .limit(MOST_SIGNATURES)
                .map(StandardSignature::bytes)
                .flatMap(Optional::stream)
                .anyMatch(claimed -> mac.matches(claimed, signed.prefix(), call.body()));
    }

    private static Optional<byte[]> bytes(String signature) {
        if (!signature.startsWith(VERSION)) {
            return Optional.empty(); // of a version to come, or an asymmetric one
        }
        try {
            return Optional.of(Base64.getDecoder().decode(signature.substring(VERSION.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a request says of itself. */
    private record Signed(String id, String seconds, String signatures) {
        static Optional<Signed> of(HttpCall call) {
            return Proof.only(call, ID)
                    .flatMap(id -> Proof.only(call, TIME)
                            .filter(seconds -> SECONDS.matcher(seconds).matches())
                            .flatMap(seconds -> Proof.only(call, SIGNATURES)
                                    .map(signatures -> new Signed(id, seconds, signatures))));
        }

        Instant time() {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }

        /** One attempt of the sender. */
        String name() {
            return id + "." + seconds;
        }

        ByteBuffer prefix() {
            return ByteBuffer.wrap((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
        }
    }
}
