package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterResult.Outcome;
import dev.vigil.engine.json.JacksonFormat;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersApiTest {
    private static ServedApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return api.send(api.request(path).POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> delete(String path) throws Exception {
        return api.send(api.request(path).DELETE());
    }

    @Test
    void theyAreListedPageByPage() throws Exception {
        var first =
                JacksonFormat.MAPPER.readTree(api.get("/dead-letters?limit=2").body());
        assertThat(first.get("deadLetters")).hasSize(2);
        assertThat(first.get("deadLetters").get(0)).isEqualTo(JacksonFormat.MAPPER.readTree("""
                {"id": "0-a1", "sensor": "readings", "key": "d1", "trigger": "pager", "reason": "NOT_DELIVERED",
                 "cause": "connection refused", "attempts": 5, "redrives": 1, "at": "2026-01-01T00:00:00Z", "bytes": 2}"""));
        assertThat(first.get("next").asText()).isEqualTo("0-b2");
        var second = JacksonFormat.MAPPER.readTree(
                api.get("/dead-letters?after=0-b2&limit=2").body());
        assertThat(second.get("deadLetters")).hasSize(1);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void theFilterReachesTheEngine() throws Exception {
        api.get("/dead-letters?sensor=readings&trigger=pager&reason=REJECTED&from=2026-01-01T00:00:00Z"
                + "&to=2026-02-01T00:00:00Z");
        assertThat(api.engine.lastFilter())
                .isEqualTo(new DeadLetterFilter(
                        Optional.of("readings"),
                        Optional.of("pager"),
                        Optional.of("REJECTED"),
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-02-01T00:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reason=LOST",
                "from=yesterday",
                "to=1",
                "from=%2B1000000000-12-31T23:59:59Z",
                "after=x",
                "after=0-zz",
                "limit=0",
                "sensr=readings",
                "sensor=a&sensor=b",
                "all=true"
            })
    void aFilterThatMeansNothingIsRefused(String query) throws Exception {
        assertProblem(api.get("/dead-letters?" + query), 400, "parameter");
    }

    @Test
    void oneIsShownWithWhatItIsAbout() throws Exception {
        var answer = JacksonFormat.MAPPER.readTree(api.get("/dead-letters/0-a1").body());
        assertThat(answer.get("firing").asText()).isEqualTo("a1");
        assertThat(answer.get("payload").isObject()).isTrue();
        assertProblem(api.get("/dead-letters/0-ff"), 404, "no dead letter '0-ff'");
        assertProblem(api.get("/dead-letters/x"), 404, "no dead letter 'x'");
    }

    @ParameterizedTest
    @CsvSource({
        "HANDLED, 200, handled",
        "FAILED_AGAIN, 200, failed-again",
        "GONE, 200, gone",
        "DISPATCHED, 202, dispatched",
        "UNDER_WAY, 202, under-way"
    })
    void aRedriveIsAnsweredWithWhatBecameOfIt(Outcome outcome, int status, String word) throws Exception {
        api.engine.rule(new DeadLetterResult(outcome, ""));
        var answer = post("/dead-letters/0-a1/redrive");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"outcome\":\"" + word + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 409", "DONE_BEFORE, 409", "HELD, 503", "UNKNOWN, 404"})
    void aRedriveThatCannotBeIsAProblem(Outcome outcome, int status) throws Exception {
        api.engine.rule(new DeadLetterResult(outcome, "because"));
        assertProblem(post("/dead-letters/0-a1/redrive?redrives=1"), status, "");
    }

    @Test
    void oneIsDiscarded() throws Exception {
        api.engine.rule(new DeadLetterResult(Outcome.DISCARDED, ""));
        assertThat(delete("/dead-letters/0-a1").body()).isEqualTo("{\"outcome\":\"discarded\"}");
        assertProblem(delete("/dead-letters/0-ff"), 404, "no dead letter");
        api.engine.rule(new DeadLetterResult(Outcome.UNDER_WAY, ""));
        assertProblem(delete("/dead-letters/0-a1"), 409, "has not ended");
    }

    @Test
    void allOfThemOnlyWhereThatIsSaid() throws Exception {
        api.engine.rule(new DeadLetterResult(Outcome.HANDLED, ""));
        assertProblem(post("/dead-letters/redrive"), 400, "all=true");
        assertProblem(post("/dead-letters/redrive?all=yes&limit=2"), 400, "all=true");
        assertProblem(delete("/dead-letters"), 400, "all=true");
        assertThat(post("/dead-letters/redrive?all=true").body()).isEqualTo("{\"handled\":3}");
        assertThat(post("/dead-letters/redrive?sensor=readings&limit=2").body())
                .isEqualTo("{\"handled\":2,\"next\":\"0-b2\"}");
    }

    @Test
    void whatIsWrittenWronglyDoesNotMeanMoreThanIsMeant() throws Exception {
        assertProblem(delete("/dead-letters?all=true&sensr=readings"), 400, "'sensr'");
        assertProblem(delete("/dead-letters?sensor=readings&sensor=other"), 400, "more than once");
        assertProblem(post("/dead-letters/redrive?sensor=readings&reson=REJECTED"), 400, "'reson'");
        assertProblem(post("/dead-letters/0-a1/redrive?redrive=1"), 400, "'redrive'");
        assertProblem(delete("/dead-letters/0-a1?sensor=readings"), 400, "expected none");
    }

    @Test
    void aMethodThatMeansNothingIsRefused() throws Exception {
        var answer = post("/dead-letters/0-a1");
        assertProblem(answer, 405, "POST");
        assertThat(answer.headers().firstValue("allow")).contains("DELETE, GET, HEAD");
    }
}
