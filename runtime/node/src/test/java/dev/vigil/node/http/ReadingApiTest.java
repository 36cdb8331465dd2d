package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.assertProblem;
import static dev.vigil.node.http.EventsApiTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.MemoryEngine;
import dev.vigil.node.config.TestKinds;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingApiTest {
    private static ServedApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of("echo", new TestKinds.EchoSource("/echo").routes()));
        for (var id : List.of("1", "2", "3")) {
            api.post("application/cloudevents+json", event(id));
        }
        api.post(
                "application/cloudevents+json",
                event("4").replace("\"data\":{\"value\": 1}", "\"datacontenttype\":\"text/plain\",\"data\":\"hi\""));
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
    }

    @Test
    void sensorsAreListed() throws Exception {
        var answer = api.get("/sensors");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JacksonFormat.MAPPER.readTree(answer.body())).isEqualTo(JacksonFormat.MAPPER.readTree("""
                        {"sensors": [{"sensor": "readings", "types": ["reading"], "sources": ["*"], "configured": true,
                         "instances": 4, "lag": 0}, {"sensor": "old-readings", "types": [], "sources": [],
                         "configured": false, "instances": 2, "lag": 9}]}"""));
    }

    @Test
    void anInstanceThatIsTooLargeIsToldWithItsSizeAndTheLimit() throws Exception {
        var answer = api.get("/sensors/readings/" + MemoryEngine.TOO_LARGE);
        assertProblem(answer, 507, "of 40000000 bytes as JSON, more than the 32505856 that can be shown");
        assertThat(api.refused("sensors", "too-large")).isEqualTo(1);
    }

    @Test
    void instancesAreListedPageByPage() throws Exception {
        var first = JacksonFormat.MAPPER.readTree(
                api.get("/sensors/readings?limit=3").body());
        assertThat(first.get("keys").toString()).isEqualTo("[\"../x\",\"a/b c\",\"d1\"]");
        assertThat(first.get("next").asText()).isEqualTo("d1");
        var second = JacksonFormat.MAPPER.readTree(
                api.get("/sensors/readings?after=d1&limit=3").body());
        assertThat(second.get("keys").toString()).isEqualTo("[\"ü%\"]");
        assertThat(second.has("next")).isFalse();
        assertProblem(api.get("/sensors/other"), 404, "there is no sensor 'other'");
        assertProblem(api.get("/sensors/readings?limit=0"), 400, "parameter 'limit'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            d1            | d1    | 1
            a%2Fb%20c     | a/b c | 2
            a/b%20c       | a/b c | 2
            ..%2Fx        | ../x  | 3
            ../x          | ../x  | 3
            %C3%BC%25     | ü%    | 4
            """)
    void anInstanceIsFoundWhateverIsInItsKey(String path, String key, int count) throws Exception {
        var answer = JacksonFormat.MAPPER.readTree(
                api.get("/sensors/readings/" + path).body());
        assertThat(answer).isEqualTo(JacksonFormat.MAPPER.readTree("""
                {"sensor": "readings", "key": "%s", "state": {"count": %d},
                 "timers": {"cool-down": "2026-01-01T00:01:00Z"}, "updated": "2026-01-01T00:00:00Z"}""".formatted(key, count)));
    }

    @Test
    void anInstanceThatIsNotThereIsNotFound() throws Exception {
        assertProblem(api.get("/sensors/readings/none"), 404, "no instance for key 'none'");
        assertProblem(api.get("/sensors/other/d1"), 404, "sensor 'other'");
        assertProblem(api.get("/sensors/readings/%ff"), 400, "not UTF-8");
    }

    @Test
    void theLogIsShownFromAnOffsetOn() throws Exception {
        var page = JacksonFormat.MAPPER.readTree(
                api.get("/events/0?from=2&limit=2").body());
        assertThat(page.get("partition").asInt()).isZero();
        assertThat(page.get("first").asInt()).isZero();
        assertThat(page.get("end").asInt()).isEqualTo(4);
        assertThat(page.get("events")).hasSize(2);
        assertThat(page.get("events").get(0).get("offset").asInt()).isEqualTo(2);
        assertThat(page.get("events").get(0).get("event")).isEqualTo(JacksonFormat.MAPPER.readTree(event("3")));
        assertThat(page.get("events").get(1).get("event").get("data_base64").asText())
                .isEqualTo("aGk=");
    }

    @Test
    void theClusterIsShownWithWhatIsSilent() throws Exception {
        assertThat(JacksonFormat.MAPPER.readTree(api.get("/cluster").body()))
                .isEqualTo(JacksonFormat.MAPPER.readTree("""
                {"node": "10.0.0.1:7625",
                 "members": [
                  {"address": "10.0.0.1:7625", "roles": ["slot", "source"], "version": "0.1.0", "status": "up",
                   "reachable": true},
                  {"address": "10.0.0.2:7625", "roles": ["slot"], "version": "0.2.0", "status": "leaving",
                   "reachable": false}],
                 "slots": [
                  {"slot": 0, "node": "10.0.0.1:7625", "running": true, "condition": "idle",
                   "log": {"first": 3, "end": 40, "records": 12, "bytes": 4096, "oldest": "2025-12-31T23:59:00Z"}},
                  {"slot": 1, "node": "10.0.0.2:7625", "running": false, "condition": "recovering"},
                  {"slot": 2, "running": false, "condition": "no answer"}],
                 "sources": [
                  {"source": "clock", "everyNode": false, "node": "10.0.0.1:7625", "running": true, "condition": "running", "epoch": 3},
                  {"source": "file", "everyNode": false, "running": false, "condition": "no answer", "epoch": 0},
                  {"source": "echo", "everyNode": true, "node": "10.0.0.1:7625", "running": true,
                   "condition": "running: nobody calls", "epoch": 0}],
                 "notRunning": [1, 2], "lag": {"readings": 7}}"""));
    }

    @Test
    void availabilityIsShownWithItsOutages() throws Exception {
        assertThat(JacksonFormat.MAPPER.readTree(api.get("/availability").body()))
                .isEqualTo(JacksonFormat.MAPPER.readTree("""
                {"now": "2026-01-01T00:00:00Z", "since": "2025-12-31T23:43:20Z", "current": true, "unserved": [2],
                 "windows": [
                  {"length": "1h", "watchedSeconds": 1000.0, "ratio": 0.999, "nines": 3.0},
                  {"length": "30d", "watchedSeconds": 1000.0, "ratio": 1.0}],
                 "meanSecondsBetween": 499.0,
                 "outages": [{"start": "2025-12-31T23:59:58.500Z", "seconds": 1.5, "over": false, "slots": "0-1,3",
                  "cause": "member removed"}]}"""));
    }

    @ParameterizedTest
    @CsvSource({"/events/1, 404", "/events/x, 404", "/events/-1, 404", "/events/0?from=-1, 400", "/events/0?from=x, 400"
    })
    void whatIsNotInTheLogIsAProblem(String path, int status) throws Exception {
        assertProblem(api.get(path), status, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/cluster/", "/availability/x", "/nothing", "/sensorsx", "/eventsx", "/echo/more", "/events/"})
    void aPathThatIsNothingIsNotFound(String path) throws Exception {
        assertProblem(api.get(path), 404, "");
    }

    @Test
    void whatIsKeptOfASensorIsDroppedByName() throws Exception {
        var dropped = api.send(api.request("/sensors/old-readings").DELETE());
        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(dropped.body()).isEqualTo("{\"sensor\":\"old-readings\",\"outcome\":\"dropped\"}");
        assertProblem(
                api.send(api.request("/sensors/readings").DELETE()),
                409,
                "take it out of the configuration of every node");
        assertThat(api.refused("sensors", "configured")).isEqualTo(1);
        assertProblem(api.send(api.request("/sensors/other").DELETE()), 404, "there is no sensor 'other'");
        assertProblem(api.send(api.request("/sensors/old-readings/d1").DELETE()), 405, "DELETE");
        assertProblem(api.send(api.request("/sensors/old-readings?all=true").DELETE()), 400, "all");
    }

    @Test
    void aMethodThatIsNotAnsweredIsToldWhichAre() throws Exception {
        var onEvents = api.send(api.request("/events").DELETE());
        assertProblem(onEvents, 405, "DELETE");
        assertThat(onEvents.headers().firstValue("allow")).contains("GET, HEAD, POST");
        var onSensors = api.send(api.request("/sensors").DELETE());
        assertProblem(onSensors, 405, "DELETE");
        assertThat(onSensors.headers().firstValue("allow")).contains("GET, HEAD");
        var onEcho = api.get("/echo");
        assertProblem(onEcho, 405, "GET");
        assertThat(onEcho.headers().firstValue("allow")).contains("POST, PUT");
    }

    @Test
    void anAnswerThatIsNotAcceptableIsNotGiven() throws Exception {
        assertProblem(api.send(api.request("/sensors").header("Accept", "text/html")), 406, "application/json");
        assertProblem(
                api.send(api.request("/sensors").header("Accept", "application/json;q=0")), 406, "application/json");
        for (var accept : List.of("*/*", "application/*", "text/html, application/json;q=0.1")) {
            assertThat(api.send(api.request("/sensors").header("Accept", accept))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aHeadIsAnsweredAsTheGetWithoutItsBody() throws Exception {
        var answer = api.send(api.request("/sensors").method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aSourceGetsTheRequestAndItsReplyIsSent() throws Exception {
        var answer = api.send(api.request("/echo?q=1")
                .header("X-One", "1")
                .header("Content-Type", "text/plain")
                .header("Content-Encoding", "gzip")
                .PUT(BodyPublishers.ofByteArray(
                        EventsApiTest.gzip("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("PUT /echo [text/plain").endsWith(" 1 hello");
        assertThat(answer.headers().firstValue("x-answer")).contains("42");
    }

    @Test
    void aSourceThatThrowsIsA500AndTheNextRequestIsServed() throws Exception {
        assertProblem(api.send(api.request("/echo").POST(BodyPublishers.ofString("throw"))), 500, "log");
        assertThat(api.send(api.request("/echo").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyOverTheLimitOfARouteIsRefused() throws Exception {
        assertProblem(api.send(api.request("/echo").POST(BodyPublishers.ofString("x".repeat(4097)))), 413, "4096");
        assertThat(api.refused("echo", "too-large")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE GARBAGE GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "BREW /events HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void whatIsNotHttpIsAProblemToo(String request) throws Exception {
        var answer = api.raw(request);
        assertThat(answer).matches("(?s)HTTP/1\\.1 [45]0[0-9] .*");
        assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
    }
}
