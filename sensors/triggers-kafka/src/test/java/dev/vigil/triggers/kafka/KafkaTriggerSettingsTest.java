package dev.vigil.triggers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaTriggerSettingsTest {
    private static final Map<String, Object> SMALLEST = Map.of("servers", "kafka-1:9092", "topic", "alarms");

    @Test
    void serversAndATopicAreEnough() {
        var kafka = Firings.settings(Map.of());
        assertThat(kafka.record())
                .isEqualTo(new RecordTemplate(
                        "alarms", new RecordKey.Instance(), "dev.vigil.firing", "application/json", Map.of()));
        assertThat(kafka.client())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("client.id", "vigil-out");
    }

    @Test
    void anAttemptOfTheClientEndsWithinTheTimeOut() {
        var client = Firings.settings(Map.of("timeout", "3s")).client();
        assertThat(client).containsEntry("max.block.ms", "600").containsEntry("delivery.timeout.ms", 2_100);
        assertThat(client).containsEntry("request.timeout.ms", 1_050);
    }

    @ParameterizedTest
    @CsvSource({
        "servers, kafka-1, one or more brokers such as",
        "topic, a b, 'a topic, of letters'",
        "key, device, 'instance, none or a JSON pointer'",
        "type, '', a text of 1 to 1024 characters",
        "content-type, json, a media type such as",
        "timeout, 50ms, a time span from 100 ms",
        "url, x, 'one of content-type, headers, key, properties, properties-from-files, servers, timeout, topic, type'"
    })
    void whatIsWrongIsSaidWithItsPath(String key, String value, String expected) {
        assertThat(problems(Map.of(key, value)))
                .singleElement()
                .asString()
                .startsWith("vigil.triggers.out." + key + ": ")
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "headers, ce_id, x, the name of a header that the trigger does not set itself",
        "properties, acks, 1, 'a property of Kafka''s client that does not follow'",
        "properties, linger.ms, 9000, a linger.ms that is far below",
        "properties, max.in.flight.requests.per.connection, 6, what Kafka's producer takes",
        "properties-from-files, ssl.key.password, /no/such/file, a readable file of 1 to"
    })
    void anEntryThatIsWrongIsFoundOut(String section, String name, String value, String expected) {
        assertThat(problems(Map.of(section, Map.of(name, value))))
                .singleElement()
                .asString()
                .startsWith("vigil.triggers.out." + section)
                .contains(expected);
    }

    private static List<Settings.Problem> problems(Map<String, ?> more) {
        var values = new HashMap<>(SMALLEST);
        values.putAll(more);
        var settings = new Settings("vigil.triggers.out", values);
        var _ = KafkaTriggerSettings.from("out", settings);
        return settings.problems();
    }
}
