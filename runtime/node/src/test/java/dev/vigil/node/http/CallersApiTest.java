package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.node.config.CallerSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web site can have a person's browser send to a node. */
class CallersApiTest {
    private static final String EVIL = "https://evil.example";
    private static final String REDRIVE = "/dead-letters/redrive?all=true";

    private static ServedApi api;
    private static ServedApi named;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of(
                "hook",
                List.of(new HttpRoute(
                        "/hook",
                        Set.of("POST"),
                        1_000_000,
                        _ -> CompletableFuture.completedFuture(HttpReply.json(202, "{}"))))));
        api.engine.rule(new DeadLetterResult(DeadLetterResult.Outcome.HANDLED, ""));
        named = new ServedApi(
                Map.of(), new CallerSettings(Set.of("https://ops.example:8443"), Set.of("vigil.example", "vigil")));
        named.engine.rule(new DeadLetterResult(DeadLetterResult.Outcome.HANDLED, ""));
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
        named.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /dead-letters/redrive?all=true",
        "POST, /dead-letters/0-a1/redrive",
        "DELETE, /dead-letters?all=true",
        "DELETE, /dead-letters/0-a1",
        "POST, /sensors/readings/replay",
        "DELETE, /replays/readings",
        "DELETE, /sensors/old-readings",
        "POST, /events"
    })
    void nothingIsDoneForAPageOfAnotherSite(String method, String path) throws Exception {
        var answer = api.send(api.request(path)
                .header("Origin", EVIL)
                .header("Content-Type", "text/plain")
                .method(method, BodyPublishers.ofString("{}")));
        assertProblem(answer, 403, "another site");
    }

    @Test
    void anEventOfAnotherSiteIsNotPublishedAndCountedAsRefused() throws Exception {
        double before = api.refused("events", "cross-site");
        var event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a\"}";
        var request = api.request("/events")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event));
        assertProblem(api.send(request), 403, "another site");
        assertThat(api.engine.log()).isEmpty();
        assertThat(api.refused("events", "cross-site") - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "Cross-Site", "something-new"})
    void whatTheBrowserSaysOfTheSiteIsBelieved(String site) throws Exception {
        assertProblem(redrive(api, "Sec-Fetch-Site", site), 403, "another site");
        assertProblem(redrive(api, "Sec-Fetch-Site", site, "Origin", own(api)), 403, "another site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVIL,
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://localhost:8080",
                "chrome-extension://abcdefgh",
                "127.0.0.1",
                "not an origin"
            })
    void anotherOriginIsAnotherSite(String origin) throws Exception {
        assertProblem(redrive(api, "Origin", origin), 403, "another site");
        assertProblem(redrive(api, "Origin", origin, "Sec-Fetch-Site", "same-origin"), 403, "another site");
    }

    @Test
    void itsOwnPageAndWhatIsNoBrowserMayDoAll() throws Exception {
        assertThat(redrive(api).statusCode()).isEqualTo(200);
        assertThat(redrive(api, "Origin", own(api)).statusCode()).isEqualTo(200);
        assertThat(redrive(api, "Origin", own(api), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
        assertThat(redrive(api, "Sec-Fetch-Site", "none").statusCode()).isEqualTo(200);
    }

    /** A proxy that ends TLS leaves the name, and the port where that is a usual one is not said. */
    @ParameterizedTest
    @CsvSource({
        "https://vigil.example, vigil.example, 200",
        "https://vigil.example, vigil.example:443, 200",
        "http://Vigil.example, vigil.example:80, 200",
        "https://vigil.example, vigil.example:80, 403",
        "https://vigil.example, vigil.example:8443, 403",
        "https://vigil.example:8443, VIGIL.example:8443, 200",
        "https://vigil.example.evil.example, vigil.example, 403",
        "http://[::1]:8080, [::1]:8080, 200"
    })
    void anOriginIsOwnWhereItIsWhereTheRequestWasSent(String origin, String host, int status) throws Exception {
        assertThat(api.raw("POST " + REDRIVE + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dead-letters", "/sensors", "/"})
    void readingChangesNothingAndIsAnswered(String path) throws Exception {
        var answer = api.send(api.request(path).header("Origin", EVIL).header("Sec-Fetch-Site", "cross-site"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void sourcesJudgeTheirCallersThemselves() throws Exception {
        var answer = api.send(api.request("/hook").header("Origin", EVIL).POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void aSiteThatIsAllowedMayDoAll() throws Exception {
        var allowed = "https://ops.example:8443";
        assertThat(redrive(named, "Origin", allowed, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(200);
        assertProblem(redrive(named, "Origin", "https://ops.example"), 403, "another site");
        assertProblem(redrive(named, "Sec-Fetch-Site", "cross-site"), 403, "another site");
    }

    @ParameterizedTest
    @CsvSource({
        "vigil.example, 200",
        "Vigil.Example:8080, 200",
        "vigil, 200",
        "localhost:8080, 200",
        "127.0.0.1, 200",
        "[::1]:8080, 200",
        "evil.example, 421",
        "evil.example:8080, 421",
        "127.0.0.1.evil.example, 421"
    })
    void whereNamesAreGivenItIsAskedUnderNoOther(String host, int status) throws Exception {
        for (var path : List.of("/sensors", "/")) {
            assertThat(named.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    private static String own(ServedApi of) {
        return "http://127.0.0.1:" + of.port();
    }

    private static HttpResponse<String> redrive(ServedApi at, String... headers) throws Exception {
        HttpRequest.Builder request = at.request(REDRIVE).POST(BodyPublishers.noBody());
        return at.send(headers.length == 0 ? request : request.headers(headers));
    }
}
