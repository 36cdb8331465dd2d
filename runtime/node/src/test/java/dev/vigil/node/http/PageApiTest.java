package dev.vigil.node.http;

import static dev.vigil.node.http.EventsApiTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.config.TestKinds;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageApiTest {
    private static ServedApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of("echo", new TestKinds.EchoSource("/echo").routes()));
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=UTF-8",
        "/page/page.css,text/css; charset=UTF-8",
        "/page/page.js,text/javascript; charset=UTF-8",
        "/page/letters.js,text/javascript; charset=UTF-8",
        "/page/live.js,text/javascript; charset=UTF-8",
        "/page/lookup.js,text/javascript; charset=UTF-8",
        "/page/replay.js,text/javascript; charset=UTF-8",
        "/page/story.js,text/javascript; charset=UTF-8",
        "/page/table.js,text/javascript; charset=UTF-8"
    })
    void allFilesAreServedAndLetNothingInFromElsewhere(String path, String type) throws Exception {
        var answer = api.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(type);
        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(answer.headers().firstValue("etag")).isPresent();
    }

    @Test
    void theStreamShowsWhatComesInSecondBySecond() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(api.request("/live").build(), BodyHandlers.ofLines());
            try (var lines = answer.body()) {
                assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
                var frames = lines.filter(line -> !line.isEmpty()).iterator();
                var first = next(frames);
                assertThat(first.at("/cluster/node").asText()).isNotEmpty();
                assertThat(first.at("/sensors/0/sensor").asText()).isEqualTo("readings");
                assertThat(first.at("/availability/windows").isArray()).isTrue();
                assertThat(first.at("/handling").isObject()).isTrue();
                long before = first.at("/sources/events/accepted").asLong();
                api.post("application/cloudevents+json", event("live-1"));
                api.post("application/cloudevents+json", event("live-1"));
                var later = next(frames);
                for (int i = 0; i < 5 && later.at("/sources/events/duplicates").asLong() == 0; i++) {
                    later = next(frames);
                }
                assertThat(later.at("/sources/events/accepted").asLong()).isEqualTo(before + 1);
                assertThat(later.at("/sources/events/duplicates").asLong()).isEqualTo(1);
            }
        }
    }

    private static JsonNode next(Iterator<String> frames) throws IOException {
        var line = frames.next();
        assertThat(line).startsWith("data: ");
        return JacksonFormat.MAPPER.readTree(line.substring("data: ".length()));
    }
}
