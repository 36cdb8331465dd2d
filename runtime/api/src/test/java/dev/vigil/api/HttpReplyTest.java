package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReplyTest {
    @Test
    void whatWasAcceptedIsCounted() {
        var reply = HttpReply.of(new Outcome.Accepted(12, 3));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body()).isEqualTo("{\"accepted\": 12, \"duplicates\": 3}");
        assertThat(reply.headers()).isEmpty();
    }

    @Test
    void theCountsAreJsonWhateverLanguageTheMachineSpeaks() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(HttpReply.of(new Outcome.Accepted(12, 3)).body())
                    .isEqualTo("{\"accepted\": 12, \"duplicates\": 3}");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatWasNotTakenSaysWhyAndWhenToComeBack() {
        var rejected = HttpReply.of(new Outcome.Rejected("the bus is full", Duration.ofSeconds(2)));
        assertThat(rejected.status()).isEqualTo(429);
        assertThat(rejected.contentType()).isEqualTo("application/problem+json");
        assertThat(rejected.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Too many events\",\"status\":429,"
                        + "\"detail\":\"the bus is full\"}");
        assertThat(rejected.headers()).isEqualTo(Map.of("Retry-After", "2"));
        assertThat(HttpReply.of(new Outcome.Unavailable("no journal", Duration.ofSeconds(5)))
                        .status())
                .isEqualTo(503);
        var unknown = HttpReply.of(new Outcome.Indeterminate("no answer", Duration.ofSeconds(5)));
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.body()).contains("Unknown outcome");
        assertThat(unknown.headers()).containsEntry("Retry-After", "5");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT59.5S, 60"})
    void retryAfterIsWholeSecondsNeverTooFewAndNeverNone(Duration after, String seconds) {
        var reply = HttpReply.of(new Outcome.Rejected("full", after));
        assertThat(reply.headers()).containsEntry("Retry-After", seconds);
    }

    @Test
    void aCallsHeaderIsFoundWhateverItsCase() {
        var call = new HttpCall(
                "POST",
                "/hooks",
                Map.of("x-github-event", List.of("push", "ping"), "x-empty", List.of()),
                ByteBuffer.allocate(0));
        assertThat(call.header("X-GitHub-Event")).contains("push");
        assertThat(call.header("x-empty")).isEmpty();
        assertThat(call.header("absent")).isEmpty();
    }
}
