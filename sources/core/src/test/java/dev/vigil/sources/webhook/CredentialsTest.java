package dev.vigil.sources.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.HttpCall;
import dev.vigil.sources.webhook.Credentials.Scheme;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final Credentials BEARER = new Credentials(Scheme.BEARER, List.of(utf8("new"), utf8("t0ken")));
    /** The example of RFC 7617, with a password that is not ASCII. */
    private static final Credentials BASIC = new Credentials(Scheme.BASIC, List.of(utf8("test:123\u00a3")));

    @Test
    void theRightOnesPassWhateverTheCaseOfTheScheme() {
        assertThat(passes(BEARER, "Bearer t0ken")).isTrue();
        assertThat(passes(BEARER, "bearer new")).isTrue();
        assertThat(passes(BASIC, "Basic dGVzdDoxMjPCow==")).isTrue();
        assertThat(passes(BASIC, "BASIC  dGVzdDoxMjPCow==")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer t0ke",
                "Bearer t0kenn",
                "Basic t0ken",
                "t0ken",
                "Bearer new,t0ken"
            })
    void othersDoNot(String header) {
        assertThat(passes(BEARER, header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic", "Basic dGVzdDoxMjM=", "Basic ?", "Bearer dGVzdDoxMjPCow==", "Basic test:123\u00a3"})
    void otherNamesAndPasswordsDoNot(String header) {
        assertThat(passes(BASIC, header)).isFalse();
    }

    @Test
    void twoHeadersAreNone() {
        var call = Requests.request(new byte[0], Map.of());
        var twice = new HttpCall(
                call.method(),
                call.path(),
                Map.of("authorization", List.of("Bearer t0ken", "Bearer t0ken")),
                call.body());
        assertThat(passes(BEARER, twice)).isFalse();
    }

    private static boolean passes(Credentials credentials, String header) {
        return passes(credentials, Requests.request(new byte[0], Map.of("authorization", header)));
    }

    private static boolean passes(Credentials credentials, HttpCall call) {
        try {
            credentials.check(call, Instant.EPOCH);
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CREDENTIALS);
            return false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
