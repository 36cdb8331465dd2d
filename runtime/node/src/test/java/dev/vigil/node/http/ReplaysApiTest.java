package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.json.JacksonFormat;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaysApiTest {
    private static ServedApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
    }

    private static HttpResponse<String> begin(String sensor, String body) throws Exception {
        return api.send(api.request("/sensors/" + sensor + "/replay")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void itBeginsWhereItIsTold() throws Exception {
        var begun = begin("readings", "{\"from\": \"2026-01-31T12:00:00Z\", \"firings\": \"on\"}");
        assertThat(begun.statusCode()).isEqualTo(202);
        var replay = JacksonFormat.MAPPER.readTree(begun.body());
        assertThat(replay.path("from").asText()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(replay.path("firings").asText()).isEqualTo("on");
        assertThat(replay.path("stage").asText()).isEqualTo("running");
        var plain = JacksonFormat.MAPPER.readTree(begin("readings", "").body());
        assertThat(plain.path("from").asText()).isEqualTo("earliest");
        assertThat(plain.path("firings").asText()).isEqualTo("off");
    }

    @Test
    void itsProgressIsShown() throws Exception {
        var replay = JacksonFormat.MAPPER.readTree(api.get("/replays/readings").body());
        assertThat(replay.path("stage").asText()).isEqualTo("done");
        assertThat(replay.at("/suppressed/triggers/0/firings").asInt()).isEqualTo(4);
        assertThat(replay.at("/suppressed/samples/0/offset").asInt()).isEqualTo(17);
        assertThat(replay.at("/slots/0/from").asInt()).isEqualTo(12);
        assertThat(replay.at("/slots/0/log").asInt()).isEqualTo(10);
        assertProblem(api.get("/replays/other"), 404, "there is no replay of a sensor 'other'");
    }

    @Test
    void aKeyOfThatNameIsStillRead() throws Exception {
        assertProblem(api.get("/sensors/readings/replay"), 404, "has no instance for key 'replay'");
    }

    @Test
    void itIsGivenUp() throws Exception {
        assertThat(api.send(api.request("/replays/readings").DELETE()).body()).contains("given-up");
        assertProblem(api.send(api.request("/replays/old-readings").DELETE()), 409, "already");
        assertProblem(api.send(api.request("/replays/other").DELETE()), 404, "there is no replay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readings|{\"from\": \"yesterday\"}|400|earliest or a time",
                "readings|{\"from\": 7}|400|earliest or a time",
                "readings|{\"firings\": \"perhaps\"}|400|off or on",
                "readings|{\"since\": \"earliest\"}|400|means nothing here",
                "readings|[]|400|expected a JSON object",
                "readings|{|400|no JSON",
                "old-readings|{}|409|replay 7 of it is under way",
                "other|{}|404|there is no sensor"
            })
    void whatCannotBeginIsSaid(String sensor, String body, int status, String says) throws Exception {
        assertProblem(begin(sensor, body), status, says);
    }
}
