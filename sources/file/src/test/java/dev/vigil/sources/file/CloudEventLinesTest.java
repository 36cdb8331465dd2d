package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
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

    @Test
    void attributesThatTheBusWouldNotTakeAreRefusedAndTheNextLineComes() {
        var begin = "{\"specversion\":\"1.0\",\"source\":\"/lab\",\"type\":\"t\",\"id\":";
        var many = new StringBuilder(begin + "\"1\"");
        for (int i = 0; i < 2_000; i++) {
            many.append(",\"a").append(i).append("\":1");
        }
        var longName = begin + "\"2\",\"" + "a".repeat(40_000) + "\":1}";
        var longCause = begin + "\"3\",\"" + "A".repeat(1_020) + "\":1}";
        try (var scene = taken(many + "}\n" + longName + "\n" + longCause + "\n" + begin + "\"4\"}")) {
            assertThat(scene.events())
                    .extracting(Event::type)
                    .containsExactly("dev.vigil.rejected", "dev.vigil.rejected", "dev.vigil.rejected", "t");
            assertThat(scene.refused).containsExactly("identity", "identity", "malformed");
            assertThat(scene.events().get(2).text("/cause").orElseThrow())
                    .hasSize(1_003)
                    .endsWith("A...");
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
