package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.assertProblem;
import static dev.vigil.node.http.EventsApiTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.json.JacksonFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoryApiTest {
    private static ServedApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of());
        for (var id : new String[] {"1", "a b&c", "3"}) {
            api.post("application/cloudevents+json", event(id));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
    }

    @Test
    void anEventIsFoundByItsIdentity() throws Exception {
        var answer = api.get("/events?source=/s&id=a+b%26c");
        assertThat(answer.statusCode()).isEqualTo(200);
        var found = JacksonFormat.MAPPER.readTree(answer.body());
        assertThat(found.get("partition").asInt()).isZero();
        assertThat(found.get("offset").asInt()).isEqualTo(1);
        assertThat(found.get("accepted").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(found.get("story").asText()).isEqualTo("/events/0/1/story");
        assertThat(found.get("event")).isEqualTo(JacksonFormat.MAPPER.readTree(event("a b&c")));
        assertProblem(api.get("/events?source=/s&id=4"), 404, "dedupe window");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?source=/s", "?id=1", "?source=&id=1", "?source=/s&id=1&id=2", "?source=/s&id=1&x=y"})
    void anIdentityThatIsNoneIsRefused(String query) throws Exception {
        assertProblem(api.get("/events" + query), 400, "");
    }

    @Test
    void whatIsNotKeptAnyMoreIsGone() throws Exception {
        api.engine.forgetBefore(2);
        try {
            var begin = "begins at offset 2";
            assertProblem(api.get("/events/0?from=1"), 410, begin);
            assertProblem(api.get("/events/0/1/story"), 410, begin);
            assertProblem(api.get("/events?source=/s&id=1"), 410, begin);
            assertThat(api.get("/events/0?from=2").statusCode()).isEqualTo(200);
            var page = JacksonFormat.MAPPER.readTree(api.get("/events/0").body());
            assertThat(page.get("first").asInt()).isEqualTo(2);
            assertThat(page.get("events").get(0).get("offset").asInt()).isEqualTo(2);
            assertThat(api.refused("log", "gone")).isEqualTo(2);
        } finally {
            api.engine.forgetBefore(0);
        }
    }

    @Test
    void itsStoryIsTold() throws Exception {
        var answer = api.get("/events/0/1/story");
        assertThat(answer.statusCode()).isEqualTo(200);
        var story = JacksonFormat.MAPPER.readTree(answer.body());
        assertThat(story.get("partition").asInt()).isZero();
        assertThat(story.get("offset").asInt()).isEqualTo(1);
        assertThat(story.get("event")).isEqualTo(JacksonFormat.MAPPER.readTree(event("a b&c")));
        assertThat(story.get("sensors")).isEqualTo(JacksonFormat.MAPPER.readTree("""
                [{"sensor": "readings", "fate": "handled", "key": "d1", "slot": 0,
                  "turns": [{"slot": 0, "record": 7, "at": "2026-01-01T00:00:00Z", "changed": true, "stateBytes": 11,
                             "state": {"count": 1}}],
                  "firings": [{"id": "f1", "trigger": "pager", "decided": "2026-01-01T00:00:00Z", "payload": {"n": 1},
                               "outcome": "delivered", "attempts": 2, "redrives": 1, "cause": "connection refused",
                               "ended": "2026-01-01T00:00:02Z",
                               "published": {"source": "/readings", "id": "c1", "type": "child", "partition": 0,
                                             "offset": 9}}],
                  "published": [{"source": "/readings", "id": "c2", "type": "child", "partition": 0}]},
                 {"sensor": "builds", "fate": "dead-letter", "key": "a/b c", "slot": 0, "turns": [],
                  "deadLetter": {"id": "0-a1", "reason": "HANDLER_FAILED", "cause": "broken", "attempts": 3,
                                 "redrives": 0, "at": "2026-01-01T00:00:00Z", "kept": true},
                  "firings": [], "published": []},
                 {"sensor": "other", "fate": "not-subscribed", "why": "it subscribes to other types or sources",
                  "turns": [], "firings": [], "published": []}]"""));
    }

    @ParameterizedTest
    @CsvSource({
        "/events/0/3/story, 404",
        "/events/0/-1/story, 404",
        "/events/0/x/story, 404",
        "/events/0/9999999999999999999/story, 404",
        "/events/1/0/story, 404",
        "/events/x/0/story, 404",
        "/events/0/0/stories, 404",
        "/events/0/0/story/, 404",
        "/events/0/0, 404",
        "/events/0/0/story?limit=1, 400"
    })
    void whatHasNoStoryIsAProblem(String path, int status) throws Exception {
        assertProblem(api.get(path), status, "");
    }
}
