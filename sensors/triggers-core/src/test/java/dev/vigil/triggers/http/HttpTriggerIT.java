package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Firing;
import dev.vigil.api.Settings;
import dev.vigil.api.TraceContext;
import dev.vigil.api.Trigger;
import dev.vigil.api.Trigger.Attempt;
import dev.vigil.triggers.Firings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trigger against a well-behaved server; {@link HostileServerIT} has the others. */
class HttpTriggerIT {
    private TestServer server;

    @BeforeEach
    void serve() throws IOException {
        server = TestServer.plain();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePayloadIsPostedUnderTheFiringsIdempotencyKey() {
        assertThat(fire(Map.of(), Firings.of("{\"device\": \"dev-7\"}"))).isEqualTo(new Trigger.Delivered());
        var request = server.seen.remove();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/hook");
        assertThat(request.body()).isEqualTo("{\"device\": \"dev-7\"}");
        assertThat(request.headers())
                .containsEntry("Idempotency-key", List.of(Firings.ID))
                .containsEntry("Content-type", List.of("application/json"));
    }

    @Test
    void theRequestSaysWhereInATraceItBelongs() {
        var trace = new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");
        assertThat(fire(Map.of(), Firings.within(Firings.of("{}"), trace))).isEqualTo(new Trigger.Delivered());
        assertThat(server.seen.remove().headers())
                .containsEntry("Traceparent", List.of(trace.traceparent()))
                .containsEntry("Tracestate", List.of("a=1"));
        assertThat(fire(Map.of(), Firings.of("{}"))).isEqualTo(new Trigger.Delivered());
        assertThat(server.seen.remove().headers()).doesNotContainKeys("Traceparent", "Tracestate");
    }

    @Test
    void everyAttemptCarriesTheSameKey() {
        var firing = Firings.of("{}");
        fire(Map.of(), firing);
        fire(Map.of(), firing);
        assertThat(server.seen)
                .extracting(request -> request.headers().get("Idempotency-key"))
                .containsExactly(List.of(Firings.ID), List.of(Firings.ID));
    }

    @Test
    void templatesMakeTheRequest() {
        var values = Map.of(
                "url",
                url("/devices/{{device}}?at={{firing.decidedAt}}"),
                "method",
                "PATCH",
                "headers",
                Map.of("X-Sensor", "{{firing.sensor}}/{{firing.key}}"),
                "body",
                "{\"text\": \"{{device}}: {{value}}\", \"raw\": {{{payload}}}}");
        assertThat(fire(values, Firings.of("{\"device\":\"a/\\\"b\",\"value\":99}")))
                .isEqualTo(new Trigger.Delivered());
        var request = server.seen.remove();
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.uri()).isEqualTo("/devices/a%2F%22b?at=2026-03-01T12%3A00%3A00Z");
        assertThat(request.headers()).containsEntry("X-sensor", List.of("readings/dev-7"));
        assertThat(request.body())
                .isEqualTo("{\"text\": \"a/\\\"b: 99\", \"raw\": {\"device\":\"a/\\\"b\",\"value\":99}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void anySuccessIsADelivery(int status) {
        answerWith(status, "");
        assertThat(fire(Map.of(), Firings.of("{}"))).isEqualTo(new Trigger.Delivered());
    }

    @Test
    void aStatusThatIsAcceptedIsADeliveryAndOthersAreNot() {
        var accepted = Map.of("accepted", List.of("409", "503"));
        answerWith(409, "had it");
        assertThat(fire(accepted, Firings.of("{}"))).isEqualTo(new Trigger.Delivered());
        answerWith(503, "");
        assertThat(fire(accepted, Firings.of("{}"))).isEqualTo(new Trigger.Delivered());
        answerWith(200, "");
        assertThat(fire(accepted, Firings.of("{}"))).isEqualTo(new Trigger.Refused("status 200"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void whatMayPassIsTriedAgain(int status) {
        answerWith(status, "later");
        assertThat(fire(Map.of(), Firings.of("{}"))).isEqualTo(new Trigger.TryAgain("status " + status + ": later"));
    }

    /** Attempts are counted and their rate is kept exactly: nothing may repeat a request behind the engine's back. */
    @ParameterizedTest
    @CsvSource({"401, 0", "407, 0", "408, 0", "421, 0", "503, 0", "503, 99999999999"})
    void anAttemptIsOneRequestWhateverTheAnswer(int status, String retryAfter) {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        });
        for (var method : List.of("POST", "GET")) {
            assertThat(fire(Map.of("method", method), Firings.of("{}")))
                    .isEqualTo(
                            status == 408 || status == 503
                                    ? new Trigger.TryAgain("status " + status, Optional.of(bounded(retryAfter)))
                                    : new Trigger.Refused("status " + status));
            assertThat(server.seen).as(method).hasSize(1);
            server.seen.clear();
        }
    }

    private static Duration bounded(String seconds) {
        return Duration.ofSeconds(Math.min(Long.parseLong(seconds), RetryAfter.LONGEST.toSeconds()));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 410, 418, 422, 451})
    void whatCannotPassIsRefused(int status) {
        answerWith(status, "");
        assertThat(fire(Map.of(), Firings.of("{}"))).isEqualTo(new Trigger.Refused("status " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", url("/elsewhere"));
            exchange.sendResponseHeaders(status, -1);
        });
        assertThat(fire(Map.of(), Firings.of("{}"))).isEqualTo(new Trigger.Refused("status " + status));
        assertThat(server.seen).hasSize(1);
    }

    @Test
    void aRefusalKeepsTheFirstKibibyteOfTheBodyOnOneLine() {
        answerWith(400, "no\r\nsuch\u001b[2J " + "x".repeat(5000));
        assertThat(fire(Map.of(), Firings.of("{}")))
                .isEqualTo(new Trigger.Refused("status 400: no such [2J " + "x".repeat(1024 - 13)));
    }

    @Test
    void theServerSaysWhenToTryAgain() {
        server.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            exchange.sendResponseHeaders(429, -1);
        });
        assertThat(fire(Map.of(), Firings.of("{}")))
                .isEqualTo(new Trigger.TryAgain("status 429", Optional.of(Duration.ofSeconds(17))));
    }

    @Test
    void aMissingFieldIsNamedAndNothingIsSent() {
        assertThat(fire(Map.of("body", "{{device}}"), Firings.of("{\"value\": 1}")))
                .isEqualTo(new Trigger.Unsendable("the payload has no 'device'"));
        assertThat(fire(Map.of("headers", Map.of("X-A", "{{a.b}}")), Firings.of("{\"a\": {}}")))
                .isEqualTo(new Trigger.Unsendable("the payload has no 'a.b'"));
        assertThat(fire(Map.of("url", url("/{{x}}")), Firings.of("{}")))
                .isEqualTo(new Trigger.Unsendable("the payload has no 'x'"));
        assertThat(server.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "\u00e9", " a", "a\r\n\r\nGET / HTTP/1.1\r\n"})
    void noKeyAddsAHeader(String key) {
        var attempt = fire(Map.of("headers", Map.of("X-Key", "{{firing.key}}")), Firings.of(key, "{}"));
        assertThat(attempt)
                .isEqualTo(new Trigger.Unsendable("header X-Key would hold something other than printable ASCII"));
        assertThat(server.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a b", "?x#y", "%2e%2e/"})
    void noKeyLeavesItsPlaceInTheAddress(String key) {
        assertThat(fire(Map.of("url", url("/k/{{firing.key}}/z")), Firings.of(key, "{}")))
                .isEqualTo(new Trigger.Delivered());
        assertThat(server.seen.remove().uri()).matches("/k/[A-Za-z0-9%._-]+/z");
    }

    @Test
    void manyAttemptsAtOnceAllArrive() {
        try (var trigger = trigger(Map.of())) {
            var attempts = java.util.stream.IntStream.range(0, 200)
                    .mapToObj(
                            i -> trigger.fire(Firings.of("{\"i\": " + i + "}")).toCompletableFuture())
                    .toList();
            attempts.forEach(attempt ->
                    assertThat(attempt.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(new Trigger.Delivered()));
        }
        assertThat(server.seen.stream().map(TestServer.Seen::body).distinct()).hasSize(200);
    }

    private void answerWith(int status, String body) {
        server.answer(exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private String url(String rest) {
        return "http://localhost:" + server.port() + rest;
    }

    private Trigger trigger(Map<String, ?> values) {
        var all = new HashMap<String, Object>(values);
        all.putIfAbsent("url", url("/hook"));
        all.putIfAbsent("allow", List.of("127.0.0.0/8"));
        var settings = new Settings("t", all);
        var trigger = new HttpKind().create("pager", settings);
        assertThat(settings.problems()).isEmpty();
        return trigger;
    }

    private Attempt fire(Map<String, ?> values, Firing firing) {
        try (var trigger = trigger(values)) {
            return trigger.fire(firing)
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }
}
