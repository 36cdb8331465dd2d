package dev.vigil.sources.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSignatureTest {
    /** The example of GitHub's page "Validating webhook deliveries". */
    private static final String DIGITS = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static final HmacSignature GITHUB =
            signature("It's a Secret to Everybody".getBytes(StandardCharsets.UTF_8));

    @Test
    void theExampleThatGitHubDocumentsMatches() {
        assertThat(passes(GITHUB, hello("sha256=" + DIGITS))).isTrue();
    }

    @Test
    void theCaseOfTheDigitsDoesNotMatter() {
        assertThat(passes(GITHUB, hello("sha256=" + DIGITS.replace('e', 'E')))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                DIGITS,
                "sha1=" + DIGITS,
                "SHA256=" + DIGITS,
                "sha256=" + DIGITS + "00",
                "sha256= " + DIGITS,
                "sha256=" + DIGITS + " ",
                "sha256=857107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043eg7",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1g",
                "sha256=\uff17\uff15\uff17107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
            })
    void whatIsNotExactlyTheSignatureIsRefused(String value) {
        assertThat(passes(GITHUB, hello(value))).isFalse();
    }

    @Test
    void aRequestWithoutTheHeaderIsRefused() {
        assertThat(passes(GITHUB, Requests.request("Hello, World!".getBytes(StandardCharsets.UTF_8), Map.of())))
                .isFalse();
    }

    @Test
    void aRequestWithTwoSignaturesIsRefused() {
        var right = "sha256=" + DIGITS;
        var wrong = "sha256=" + "0".repeat(64);
        var call = hello(right);
        var twice = new HttpCall(
                call.method(), call.path(), Map.of("x-hub-signature-256", List.of(right, wrong)), call.body());
        assertThat(passes(GITHUB, twice)).isFalse();
    }

    @Property
    void everySignedBodyMatchesAndNoneWithOneBitChangedDoes(
            @ForAll @Size(min = 1, max = 200) byte[] secret,
            @ForAll @Size(min = 1, max = 2000) byte[] body,
            @ForAll @IntRange(max = 15999) int bit) {
        var signature = signature(secret);
        var signed = Requests.signed(Requests.request(body, Map.of()), signature);
        assertThat(passes(signature, signed)).isTrue();

        var changed = body.clone();
        changed[bit / 8 % body.length] ^= (byte) (1 << bit % 8);
        assertThat(passes(
                        signature,
                        Requests.request(
                                changed,
                                Map.of(
                                        signature.header(),
                                        signed.header(signature.header()).orElseThrow()))))
                .isFalse();
    }

    @Property
    void noChangedDigitMatches(@ForAll @IntRange(max = 255) int bit) {
        var digits = HexFormat.of().parseHex(DIGITS);
        digits[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(passes(GITHUB, hello("sha256=" + HexFormat.of().formatHex(digits))))
                .isFalse();
    }

    @Test
    void theSecretDoesNotShow() {
        assertThat(GITHUB.toString()).doesNotContain("Secret to");
    }

    @Test
    void whileTheSecretIsReplacedTheOldOneCountsToo() {
        var call = hello("sha256=" + DIGITS);
        var old = "It's a Secret to Everybody".getBytes(StandardCharsets.UTF_8);
        var both = new HmacSignature("X-Hub-Signature-256", "sha256=", Mac256.of(List.of(new byte[] {1}, old)));
        assertThat(passes(both, call)).isTrue();
        assertThat(passes(signature(new byte[] {1}), call)).isFalse();
    }

    private static boolean passes(HmacSignature signature, HttpCall call) {
        try {
            signature.check(call, Instant.EPOCH);
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.SIGNATURE);
            return false;
        }
    }

    private static HttpCall hello(String signature) {
        return Requests.request(
                "Hello, World!".getBytes(StandardCharsets.UTF_8), Map.of("X-Hub-Signature-256", signature));
    }

    private static HmacSignature signature(byte[] secret) {
        return new HmacSignature("X-Hub-Signature-256", "sha256=", Mac256.of(List.of(secret)));
    }
}
