package dev.vigil.sources.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.HttpCall;
import dev.vigil.sources.webhook.Refusal.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The example is the one that the libraries of Standard Webhooks test themselves with. */
class StandardSignatureTest {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Mac256 MAC =
            Mac256.of(List.of(Base64.getDecoder().decode(SECRET.substring("whsec_".length()))));
    private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final StandardSignature proof = new StandardSignature(MAC, Duration.ofMinutes(5), new Taken());

    @Example
    void theExampleOfTheSpecificationPasses() {
        assertThat(refusal(call(ID, THEN, SIGNATURE, BODY), THEN)).isEmpty();
        assertThat(signed(ID, THEN, BODY)).isEqualTo(call(ID, THEN, SIGNATURE, BODY));
    }

    @Example
    void oneOfSeveralSignaturesIsEnough() {
        var several = "v1a,abc v1,bm90aGluZw== v1,=? " + SIGNATURE + " v2,x";
        assertThat(refusal(call(ID, THEN, several, BODY), THEN)).isEmpty();
        assertThat(refusal(call(ID, THEN, "v1,bm90aGluZw== ".repeat(10) + SIGNATURE, BODY), THEN))
                .contains(Reason.SIGNATURE);
    }

    @Property(tries = 500)
    void whatIsChangedInAnyPartIsRefused(@ForAll long seed) {
        var random = new Random(seed);
        var id = random.nextBoolean() ? ID : ID + random.nextInt(10);
        var time = random.nextBoolean() ? THEN : THEN.plusSeconds(1 + random.nextInt(60));
        var body = random.nextBoolean() ? BODY : BODY + " ";
        boolean isSame = id.equals(ID) && time.equals(THEN) && body.equals(BODY);
        assertThat(refusal(call(id, time, SIGNATURE, body), THEN))
                .isEqualTo(isSame ? Optional.empty() : Optional.of(Reason.SIGNATURE));
    }

    @Example
    void aRequestThatIsTooOldOrFromTheFutureIsStale() {
        var call = call(ID, THEN, SIGNATURE, BODY);
        assertThat(refusal(call, THEN.plusSeconds(300))).isEmpty();
        assertThat(refusal(call, THEN.plusSeconds(301))).contains(Reason.STALE);
        assertThat(refusal(call, THEN.minusSeconds(300))).isEmpty();
        assertThat(refusal(call, THEN.minusSeconds(301))).contains(Reason.STALE);
    }

    @Example
    void aRequestThatWasTakenIsReplayedAsLongAsItsTimeWouldLetItIn() {
        var call = call(ID, THEN, SIGNATURE, BODY);
        assertThat(refusal(call, THEN)).isEmpty();
        assertThat(refusal(call, THEN)).isEmpty();
        proof.taken(call, THEN);
        assertThat(refusal(call, THEN)).contains(Reason.REPLAYED);
        assertThat(refusal(call, THEN.plusSeconds(300))).contains(Reason.REPLAYED);
        assertThat(refusal(signed(ID, THEN.plusSeconds(9), BODY), THEN)).isEmpty();
    }

    @Example
    void whatHasRunOutIsForgottenAndOfVeryManyTheOldestIs() {
        var taken = new Taken();
        for (int i = 0; i < 1_000; i++) {
            taken.add("m" + i, THEN.plusSeconds(i), THEN);
        }
        assertThat(taken.size()).isEqualTo(1_000);
        taken.add("late", THEN.plusSeconds(2_000), THEN.plusSeconds(900));
        assertThat(taken.size()).isEqualTo(101);
        for (int i = 0; i < 150_000; i++) {
            taken.add("n" + i, THEN.plusSeconds(3_000), THEN);
        }
        assertThat(taken.size()).isEqualTo(100_000);
        assertThat(taken.contains("n0", THEN)).isFalse();
        assertThat(taken.contains("n149999", THEN)).isTrue();
    }

    @Example
    void aPartThatIsMissingOrThereTwiceOrNoNumberIsRefused() {
        var call = call(ID, THEN, SIGNATURE, BODY);
        for (var header : call.headers().keySet()) {
            var without = new HashMap<>(call.headers());
            without.remove(header);
            assertThat(refusal(with(call, without), THEN)).contains(Reason.SIGNATURE);
            var twice = new HashMap<>(call.headers());
            var value = call.headers().get(header).getFirst();
            twice.put(header, List.of(value, value));
            assertThat(refusal(with(call, twice), THEN)).contains(Reason.SIGNATURE);
        }
        for (var time : List.of("", "now", "-1", "1614265330.0", "999999999999", "\u0661\u0666")) {
            var odd = new HashMap<>(call.headers());
            odd.put("webhook-timestamp", List.of(time));
            assertThat(refusal(with(call, odd), THEN)).contains(Reason.SIGNATURE);
        }
    }

    private Optional<Reason> refusal(HttpCall call, Instant now) {
        try {
            proof.check(call, now);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.reason());
        }
    }

    private static HttpCall with(HttpCall call, Map<String, List<String>> headers) {
        return new HttpCall(call.method(), call.path(), headers, call.body());
    }

    /** As a sender signs. */
    static HttpCall signed(String id, Instant time, String body) {
        var text = id + "." + time.getEpochSecond() + "." + body;
        var mac = MAC.sign(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return call(id, time, "v1," + Base64.getEncoder().encodeToString(mac), body);
    }

    private static HttpCall call(String id, Instant time, String signatures, String body) {
        return Requests.request(
                body.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(time.getEpochSecond()),
                        "webhook-signature", signatures));
    }
}
