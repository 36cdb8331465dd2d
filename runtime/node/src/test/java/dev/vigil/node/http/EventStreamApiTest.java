package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.json.JacksonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of events by POST /events, which are answered while they are sent. */
@Timeout(60)
class EventStreamApiTest {
    private static final String NDJSON = "application/x-ndjson";

    private ServedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ServedApi(Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        api.stop();
    }

    private static String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"n\": 1}}\n";
    }

    private static CompletableFuture<Outcome> is(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private List<String> taken() {
        return api.engine.log().stream().map(Event::id).toList();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assertProblem(String line, int status, String detail, int at) throws IOException {
        var problem = JacksonFormat.MAPPER.readTree(line);
        assertThat(ApiDescription.SHIPPED.complaints("Problem", problem)).isEmpty();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).contains(detail);
        assertThat(problem.path("line").asInt()).isEqualTo(at);
    }

    @Test
    void whatHasComeIsAcknowledgedWhileMoreComes() throws Exception {
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1"));
            assertThat(stream.head()).startsWith("HTTP/1.1 200 OK\n").contains("Content-Type: " + NDJSON);
            assertThat(stream.line()).isEqualTo("{\"lines\":1,\"accepted\":1,\"duplicates\":0}");
            stream.send(event("1"));
            assertThat(stream.line()).isEqualTo("{\"lines\":2,\"accepted\":1,\"duplicates\":1}");
            stream.send("\r\n \t\n").send(event("2").strip()).end();
            var lines = stream.rest();
            assertThat(lines.getFirst()).matches("\\{\"lines\":[345],\"accepted\":[12],\"duplicates\":1}");
            assertThat(lines.getLast()).isEqualTo("{\"lines\":5,\"accepted\":2,\"duplicates\":1}");
            assertThat(stream.isClosed()).isTrue();
        }
        assertThat(taken()).containsExactly("1", "2");
        assertThat(api.engine.log().getFirst().dataAsText()).isEqualTo("{\"n\": 1}");
        assertThat(api.meters
                        .get("vigil.source.accepted")
                        .tag("source", "events")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aSmallOneIsAnsweredAsAnyOtherRequest() throws Exception {
        for (var type : List.of(NDJSON, "application/ndjson; charset=utf-8")) {
            var answer = api.post(type, event(type) + event(type));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains(NDJSON);
            assertThat(answer.headers().firstValue("connection")).isEmpty();
            assertThat(answer.body()).endsWith("{\"lines\":2,\"accepted\":1,\"duplicates\":1}\n");
        }
        assertThat(api.post(NDJSON, "").body()).isEqualTo("{\"lines\":0,\"accepted\":0,\"duplicates\":0}\n");
        assertThat(api.post(NDJSON + "; charset=utf-16", event("1")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theyHaveNoEndByTheirLengthOrByTime() throws Exception {
        try (var stream = new SentStream(api.port())) {
            var many = event("x").repeat(200);
            for (int i = 0; i < 50; i++) {
                stream.send(many);
            }
            // Longer than a body may take to arrive.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
            stream.send("{");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
            stream.send(event("y").substring(1)).end();
            assertThat(stream.rest().getLast()).isEqualTo("{\"lines\":10001,\"accepted\":2,\"duplicates\":9999}");
        }
    }

    @Test
    void whatIsBeforeALineThatIsNoEventIsTakenAndNothingAfter() throws Exception {
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1") + "\n{\"specversion\":\"1.0\"}\n" + event("2"));
            assertThat(stream.head()).startsWith("HTTP/1.1 200");
            var lines = stream.rest();
            assertThat(lines.get(lines.size() - 2)).isEqualTo("{\"lines\":2,\"accepted\":1,\"duplicates\":0}");
            assertProblem(lines.getLast(), 400, "attribute 'source': is missing", 3);
            assertThat(stream.isClosed()).isTrue();
        }
        assertThat(taken()).containsExactly("1");
        assertThat(api.refused("events", "malformed")).isEqualTo(1);
    }

    @Test
    void whereNothingIsTakenTheStatusSaysSo() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var stream = new SentStream(api.port())) {
                stream.send("[]\n" + event("1"));
                assertThat(stream.head()).startsWith("HTTP/1.1 400").contains("application/problem+json");
                assertProblem(stream.line(), 400, "an event is a JSON object", 1);
                assertThat(stream.isClosed()).isTrue();
            }
        }
        assertThat(taken()).isEmpty();
        assertThat(api.refused("events", "malformed")).isEqualTo(20);
    }

    @Test
    void aLineIsNotLongerThanABodyMayBe() throws Exception {
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1")).line();
            stream.send("x".repeat(ServedApi.LIMIT_BYTES)).send("x");
            var lines = stream.rest();
            assertProblem(lines.getLast(), 413, "longer than 65536 bytes", 2);
        }
        assertThat(taken()).containsExactly("1");
        assertThat(api.refused("events", "too-large")).isEqualTo(1);
    }

    @Test
    void whereTheBusIsBusyTheSameIsPublishedAgain() throws Exception {
        api.engine.answerNext(is(new Outcome.Rejected("full", Duration.ofMillis(50))));
        api.engine.answerNext(is(new Outcome.Rejected("full", Duration.ofMillis(50))));
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1")).send(event("2")).end();
            assertThat(stream.rest().getLast()).isEqualTo("{\"lines\":2,\"accepted\":2,\"duplicates\":0}");
        }
        assertThat(taken()).containsExactly("1", "2");
        var asked = api.engine.asked();
        assertThat(asked).hasSizeGreaterThanOrEqualTo(3);
        assertThat(asked.get(1)).isEqualTo(asked.getFirst());
        assertThat(asked.get(2)).isEqualTo(asked.getFirst());
    }

    @Test
    void whatIsNotTakenIsSaidWithTheLineToBeginWithAgain() throws Exception {
        for (var outcome : List.of(
                new Outcome.Unavailable("the journal is away", Duration.ofSeconds(1)),
                new Outcome.Indeterminate("nobody knows", Duration.ofSeconds(1)))) {
            try (var stream = new SentStream(api.port())) {
                var id = outcome.getClass().getSimpleName();
                stream.send(event(id)).line();
                api.engine.answerNext(is(outcome));
                stream.send(event(id + "-2")).send(event(id + "-3"));
                assertProblem(stream.rest().getLast(), 503, id.equals("Unavailable") ? "away" : "nobody knows", 2);
                assertThat(stream.isClosed()).isTrue();
            }
        }
        assertThat(taken()).containsExactly("Unavailable", "Indeterminate");
        assertThat(api.refused("events", "unavailable")).isEqualTo(1);
        assertThat(api.refused("events", "indeterminate")).isEqualTo(1);
    }

    @Test
    void nothingIsPublishedBeforeWhatIsBeforeItIsOnDisk() throws Exception {
        var first = new CompletableFuture<Outcome>();
        api.engine.answerNext(first);
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1"));
            await(() -> api.engine.asked().size() == 1);
            for (int i = 2; i <= 1_500; i++) {
                stream.send(event(Integer.toString(i)));
            }
            stream.end();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            assertThat(api.engine.asked()).hasSize(1);
            first.complete(new Outcome.Accepted(1, 0));
            assertThat(stream.rest()).contains("{\"lines\":1500,\"accepted\":1500,\"duplicates\":0}");
        }
        assertThat(api.engine.asked()).hasSizeGreaterThan(2).allMatch(group -> group.size() <= LineGroup.MOST_LINES);
        assertThat(taken()).hasSize(1_500).startsWith("1", "2", "3").endsWith("1499", "1500");
    }

    /** Often: what the server sees first of a connection that goes down is a matter of chance. */
    @RepeatedTest(10)
    void ofALineThatIsCutOffNothingIsTaken() throws Exception {
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1")).line();
            stream.send(event("2").strip());
        }
        api.drain().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(taken()).containsExactly("1");
    }

    @RepeatedTest(10)
    void norWhereTheLengthOfTheStreamIsKnown() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(20_000);
            var request =
                    "POST /events HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 9999\r\n\r\n";
            socket.getOutputStream()
                    .write((request + event("1") + event("2").strip()).getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).as("an answer has begun").isPositive();
        }
        api.drain().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(taken()).containsExactly("1");
    }

    @Test
    void forASenderThatIsGoneNothingIsTriedAgain() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            api.engine.answerNext(is(new Outcome.Rejected("full", Duration.ofMillis(5))));
        }
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1"));
            await(() -> api.engine.asked().size() > 3);
        }
        await(() -> {
            int before = api.engine.asked().size();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            return api.engine.asked().size() == before;
        });
        assertThat(api.engine.asked()).hasSizeLessThan(1_000);
    }

    @Test
    void aNodeThatStopsSaysFromWhichLineToGoOnElsewhere() throws Exception {
        var second = new CompletableFuture<Outcome>();
        try (var stream = new SentStream(api.port());
                var idle = new SentStream(api.port())) {
            stream.send(event("1")).line();
            idle.send(event("a")).line();
            api.engine.answerNext(second);
            stream.send(event("2"));
            await(() -> api.engine.asked().size() == 3);
            stream.send(event("3"));
            var drained = api.drain().toCompletableFuture();
            assertProblem(idle.rest().getLast(), 503, "this node is stopping", 2);
            assertThat(drained).isNotDone();
            second.complete(new Outcome.Accepted(1, 0));
            drained.get(20, TimeUnit.SECONDS);
            api.closeConnections();
            var last = stream.rest();
            assertThat(last.get(last.size() - 2)).matches("\\{\"lines\":[23],\"accepted\":[23],\"duplicates\":0}");
            assertProblem(last.getLast(), 503, "this node is stopping", taken().size());
            assertThat(api.refused("events", "stopping")).isEqualTo(2);
        }
    }

    @Test
    void aNodeThatStopsDoesNotWaitForABusThatIsBusy() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            api.engine.answerNext(is(new Outcome.Rejected("full", Duration.ofMillis(5))));
        }
        try (var stream = new SentStream(api.port())) {
            stream.send(event("1"));
            await(() -> api.engine.asked().size() > 3);
            api.drain().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(stream.head()).startsWith("HTTP/1.1 503");
        }
        assertThat(taken()).isEmpty();
    }

    @Test
    void whoAsksFirstWhetherToSendIsToldSo() throws Exception {
        try (var stream = new SentStream(api.port(), "Content-Type: application/x-ndjson\nExpect: 100-continue\n")) {
            assertThat(stream.head()).startsWith("HTTP/1.1 100 Continue");
            stream.forget().send(event("1"));
            assertThat(stream.head()).startsWith("HTTP/1.1 200");
            assertThat(stream.line()).startsWith("{\"lines\":1,");
        }
    }

    @Test
    void aStreamMayComeInGzip() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new SentStream(api.port(), "Content-Type: application/x-ndjson\nContent-Encoding: gzip\n");
                var gzip = new GZIPOutputStream(bytes, true)) {
            gzip.write(event("1").getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            stream.send(bytes.toByteArray());
            assertThat(stream.line()).startsWith("{\"lines\":1,");
            stream.send("this is not gzip, whatever else it may be");
            assertProblem(stream.rest().getLast(), 400, "the stream is not gzip", 2);
        }
        var other = api.send(api.request("/events")
                .header("Content-Type", NDJSON)
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString(event("2"))));
        assertThat(other.statusCode()).isEqualTo(415);
        assertThat(taken()).containsExactly("1");
    }

    @Test
    void eventsBelongWhereTheirStreamDoes() throws Exception {
        var parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var answer = api.send(api.request("/events")
                .header("Content-Type", NDJSON)
                .header("traceparent", parent)
                .POST(BodyPublishers.ofString(event("1"))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.engine.log().getFirst().extension("traceparent")).contains(parent);
    }

    @Test
    void inBinaryModeLinesAreTheDataOfOneEvent() throws Exception {
        var answer = api.send(api.request("/events")
                .header("Content-Type", NDJSON)
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/s")
                .header("ce-type", "t")
                .POST(BodyPublishers.ofString("{}\n{}\n")));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(api.engine.log()).hasSize(1);
    }

    @Test
    void aSenderThatReadsOnlyAtTheEndDoesNotHoldItselfUp() throws Exception {
        try (var stream = new SentStream(api.port())) {
            var line = event("1");
            for (int i = 0; i < 20_000; i++) {
                stream.send(line);
            }
            stream.end();
            assertThat(stream.rest().getLast()).isEqualTo("{\"lines\":20000,\"accepted\":1,\"duplicates\":19999}");
        }
    }
}
