package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventLinesTest {
    private static Scene taken(String line) {
        var scene = new Scene(Map.of("format", "cloudevents"));
        scene.write("a", line + "\n");
        scene.run();
        return scene;
    }

    @Test
    void aLineIsTheEventThatItSays() {
        try (var scene = taken("""
                {"specversion":"1.0","source":"/lab","id":"7","type":"reading","subject":"d","time":"2026-03-01T13:00:00+01:00",\
                "traceid":"x","level":3,"nothing":null,"data":{"b":1.50,"a":[1]}}""")) {
            var event = scene.events().getFirst();
            assertThat(event.source()).isEqualTo("/lab");
            assertThat(event.id()).isEqualTo("7");
            assertThat(event.type()).isEqualTo("reading");
            assertThat(event.subject()).contains("d");
            assertThat(event.time()).contains(Instant.parse("2026-03-01T12:00:00Z"));
            assertThat(event.extensions()).isEqualTo(Map.of("traceid", "x", "level", 3));
            assertThat(event.dataAsText()).isEqualTo("{\"b\":1.50,\"a\":[1]}");
        }
    }

    @Test
    void dataMayBeATextOrBytes() {
        var begin = "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"reading\",";
        try (var scene = taken(begin + "\"datacontenttype\":\"text/plain\",\"data\":\"hello\"}")) {
            assertThat(scene.texts()).containsExactly("hello");
        }
        try (var scene = taken(begin + "\"data_base64\":\"aGVsbG8=\"}")) {
            assertThat(scene.texts()).containsExactly("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"specversion\":\"0.3\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":7,\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"t\",\"time\":\"noon\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"t\",\"No\":\"x\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"t\",\"x\":[]}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"t\",\"data_base64\":\"!\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"id\":\"7\",\"type\":\"t\",\"data\":1,\"data_base64\":\"\"}"
            })
    void whatIsNoCloudEventIsRefused(String line) {
        try (var scene = taken(line)) {
            assertThat(scene.events()).singleElement().satisfies(event -> {
                assertThat(event.type()).isEqualTo("dev.vigil.rejected");
                assertThat(event.text("/text")).contains(line);
            });
            assertThat(scene.refused).hasSize(1);
        }
    }
}
