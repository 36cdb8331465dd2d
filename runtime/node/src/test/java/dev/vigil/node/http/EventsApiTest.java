package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Outcome;
import dev.vigil.engine.json.JacksonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsApiTest {
    private static final String SINGLE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private ServedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ServedApi(Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        api.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SINGLE,
                "application/cloudevents+json; charset=UTF-8",
                "application/cloudevents+json;charset=\"utf-8\"",
                "Application/CloudEvents+JSON"
            })
    void aStructuredEventIsAcceptedOnce(String contentType) throws Exception {
        var answer = api.post(contentType, event("1"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"accepted\": 1, \"duplicates\": 0}");
        assertThat(api.post(contentType, event("1")).body()).isEqualTo("{\"accepted\": 0, \"duplicates\": 1}");
        assertThat(api.engine.log()).hasSize(1);
        assertThat(api.engine.log().getFirst().dataAsText()).isEqualTo("{\"value\": 1}");
    }

    @Test
    void aBatchIsAcceptedWholeOrNotAtAll() throws Exception {
        assertThat(api.post(BATCH, "[" + event("1") + "," + event("2") + "," + event("1") + "]")
                        .body())
                .isEqualTo("{\"accepted\": 2, \"duplicates\": 1}");
        var wrong = api.post(BATCH, "[" + event("3") + "," + event("4").replace("\"type\"", "\"typ\"") + "]");
        assertProblem(wrong, 400, "event 1: attribute 'type': is missing");
        assertThat(api.engine.log()).hasSize(2);
        assertThat(api.post(BATCH, "[]").body()).isEqualTo("{\"accepted\": 0, \"duplicates\": 0}");
    }

    @Test
    void aBinaryEventIsAccepted() throws Exception {
        var answer = api.send(api.request("/events")
                .header("CE-SpecVersion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/s")
                .header("Ce-Type", "t")
                .header("ce-subject", "Euro%20%E2%82%AC")
                .header("ce-partitionkey", "7")
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString("hello")));
        assertThat(answer.statusCode()).isEqualTo(202);
        var event = api.engine.log().getFirst();
        assertThat(event.subject()).contains("Euro €");
        assertThat(event.extension("partitionkey")).contains("7");
        assertThat(event.dataContentType().orElseThrow()).isEqualToIgnoringCase("text/plain; charset=utf-8");
        assertThat(event.dataAsText()).isEqualTo("hello");
    }

    @Test
    void anEventBelongsWhereItsRequestDoesUnlessItSaysOtherwise() throws Exception {
        var parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var other = "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01";
        var answer = api.send(api.request("/events")
                .header("Content-Type", BATCH)
                .header("traceparent", parent)
                .header("tracestate", "a=1")
                .POST(BodyPublishers.ofString("[" + event("1") + ","
                        + event("2").replace("\"type\"", "\"traceparent\":\"" + other + "\",\"type\"") + "]")));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(api.engine.log())
                .extracting(event -> event.extension("traceparent").orElse(""))
                .containsExactly(parent, other);
        assertThat(api.engine.log().getFirst().extension("tracestate")).contains("a=1");
        var odd = api.send(api.request("/events")
                .header("Content-Type", SINGLE)
                .header("traceparent", "odd")
                .POST(BodyPublishers.ofString(event("3"))));
        assertThat(odd.statusCode()).isEqualTo(202);
        assertThat(api.engine.log().getLast().extension("traceparent")).isEmpty();
    }

    @Test
    void aBinaryEventNeedsNeitherBodyNorContentType() throws Exception {
        var answer = api.raw("""
                POST /events HTTP/1.1
                Host: x
                Connection: close
                Content-Length: 0
                ce-specversion: 1.0
                ce-id: 1
                ce-source: /s
                ce-type: t

                """.replace("\n", "\r\n"));
        assertThat(answer).startsWith("HTTP/1.1 202");
        assertThat(api.engine.log().getFirst().dataContentType()).isEmpty();
        assertThat(api.engine.log().getFirst().data().remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json                     | {}                | Content-Type: expected application/cloudevents+json
            text/plain                           | hello             | Content-Type: expected
            application/cloudevents+xml          | <event/>          | Content-Type: expected
            application/cloudevents              | {}                | Content-Type: expected
            application/cloudevents+json; charset=utf-16 | {}        | Content-Type: expected the charset UTF-8
            application/cloudevents+json         | {}                | attribute 'specversion': is missing
            application/cloudevents+json         | []                | an event is a JSON object
            application/cloudevents+json         | {                 | not JSON
            application/cloudevents+json         | ``                | an event is a JSON object
            application/cloudevents-batch+json   | {}                | a batch is a JSON array
            """)
    void whatIsNoCloudEventIsRefused(String contentType, String body, String detail) throws Exception {
        assertProblem(api.post(contentType, body), 400, detail);
        assertThat(api.refused("events", "malformed")).isEqualTo(1);
        assertThat(api.engine.log()).isEmpty();
    }

    @Test
    void whatTheEngineSaysIsAnsweredAsTheMappingHasIt() throws Exception {
        api.engine.answer(CompletableFuture.completedFuture(new Outcome.Rejected("full", Duration.ofMillis(1500))));
        var busy = api.post(SINGLE, event("1"));
        assertProblem(busy, 429, "full");
        assertThat(busy.headers().firstValue("retry-after")).contains("2");
        api.engine.answer(CompletableFuture.completedFuture(new Outcome.Unavailable("down", Duration.ofSeconds(3))));
        var down = api.post(SINGLE, event("1"));
        assertProblem(down, 503, "down");
        assertThat(down.headers().firstValue("retry-after")).contains("3");
        assertThat(api.refused("events", "busy")).isEqualTo(1);
        assertThat(api.refused("events", "unavailable")).isEqualTo(1);
    }

    @Test
    void anEngineThatDoesNotAnswerIsA503WithinFiveSeconds() throws Exception {
        api.engine.answer(new CompletableFuture<>());
        var from = System.nanoTime();
        var answer = api.post(SINGLE, event("1"));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        assertProblem(answer, 503, "send the same events again");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void anEngineThatFailsIsA500WithoutItsInsides() throws Exception {
        api.engine.answer(CompletableFuture.failedFuture(new IllegalStateException("inside")));
        var answer = api.post(SINGLE, event("1"));
        assertProblem(answer, 500, "log");
        assertThat(answer.body()).doesNotContain("inside");
    }

    @Test
    void anEventThatIsLongerThanTheBusTakesIsA400() throws Exception {
        api.engine.refuse("the event takes 40 bytes, more than 39");
        assertProblem(api.post(SINGLE, event("1")), 400, "the event takes 40 bytes, more than 39");
        assertThat(api.refused("events", "malformed")).isEqualTo(1);
    }

    @Test
    void aCompressedBodyIsInflated() throws Exception {
        var answer = api.send(api.request("/events")
                .header("Content-Type", SINGLE)
                .header("Content-Encoding", "GZIP")
                .POST(BodyPublishers.ofByteArray(gzip(event("1").getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(api.engine.log().getFirst().dataAsText()).isEqualTo("{\"value\": 1}");
    }

    @Test
    void aGzipBombIsRefused() throws Exception {
        var bomb = gzip(new byte[20 << 20]);
        assertThat(bomb.length).isLessThan(ServedApi.LIMIT_BYTES);
        assertProblem(
                api.send(api.request("/events")
                        .header("Content-Type", SINGLE)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(bomb))),
                413,
                "larger than 65536 bytes");
    }

    @Test
    void encodingsThatAreNotGzipAreRefused() throws Exception {
        for (var encoding : new String[] {"br", "deflate", "gzip, gzip", "zstd"}) {
            var answer = api.send(api.request("/events")
                    .header("Content-Type", SINGLE)
                    .header("Content-Encoding", encoding)
                    .POST(BodyPublishers.ofString(event("1"))));
            assertProblem(answer, 415, "Content-Encoding");
            assertThat(answer.headers().firstValue("accept-encoding")).contains("gzip");
        }
        assertProblem(
                api.send(api.request("/events")
                        .header("Content-Type", SINGLE)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString(event("1")))),
                400,
                "not gzip");
    }

    @Test
    void aBodyOfJustTheLimitIsTakenAndOneByteMoreIsNot() throws Exception {
        var padding = ServedApi.LIMIT_BYTES - event("1").length();
        assertThat(api.post(SINGLE, event("1") + " ".repeat(padding)).statusCode())
                .isEqualTo(202);
        assertProblem(api.post(SINGLE, event("1") + " ".repeat(padding + 1)), 413, "larger than 65536 bytes");
        assertThat(api.refused("events", "too-large")).isEqualTo(1);
    }

    static void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        var problem = JacksonFormat.MAPPER.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asText()).isEqualTo("about:blank");
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).contains(detail);
    }

    static String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"/s\",\"type\":\"reading\",\"subject\":\"d\",\"data\":{\"value\": 1}}";
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
