package dev.vigil.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {
    private static final Map<String, Object> SMALLEST =
            Map.of("servers", List.of("kafka-1:9092", "[::1]:9092"), "topics", List.of("orders"), "group", "vigil");

    @Test
    void serversTopicsAndAGroupAreEnough() {
        var settings = new Settings("vigil.sources.orders", SMALLEST);
        var kafka = KafkaSettings.from("orders", settings);
        assertThat(settings.problems()).isEmpty();
        assertThat(kafka.topics()).isEqualTo(new KafkaSettings.Named(List.of("orders")));
        assertThat(kafka.inFlightBytes()).isEqualTo(1 << 20);
        assertThat(kafka.mapping()).isEqualTo(new EventMapping("orders", "dev.vigil.kafka.record", "application/json"));
        assertThat(kafka.client())
                .containsEntry("bootstrap.servers", "kafka-1:9092,[::1]:9092")
                .containsEntry("group.id", "vigil")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("client.id", "vigil-orders");
    }

    @Test
    void aNodeThatIsKilledIsMissedBeforeTheBusForgetsWhatItPublished() {
        assertThat(client(Map.of()))
                .containsEntry("session.timeout.ms", "10000")
                .containsEntry("heartbeat.interval.ms", "3000");
        assertThat(client(Map.of("session.timeout.ms", "30000", "heartbeat.interval.ms", "5000")))
                .containsEntry("session.timeout.ms", "30000")
                .containsEntry("heartbeat.interval.ms", "5000");
    }

    @Test
    void withTheOtherProtocolTheBrokersSayWhenANodeIsMissed() {
        assertThat(client(Map.of("group.protocol", "consumer")))
                .doesNotContainKeys("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
    }

    private static Map<String, Object> client(Map<String, ?> properties) {
        var settings = new Settings("vigil.sources.orders", with(Map.of("properties", properties)));
        var client = KafkaSettings.from("orders", settings).client();
        assertThat(settings.problems()).isEmpty();
        return client;
    }

    @Test
    void whatKafkaKnowsIsPassedOn(@TempDir Path folder) throws IOException {
        var jaas = Files.writeString(folder.resolve("jaas"), "org.example.Login required;\n");
        var settings = new Settings(
                "vigil.sources.orders",
                with(Map.of(
                        "properties",
                        Map.of(
                                "security", Map.of("protocol", "SASL_SSL"),
                                "sasl.mechanism", "PLAIN",
                                "isolation", Map.of("level", "read_uncommitted")),
                        "properties-from-files",
                        Map.of("sasl", Map.of("jaas", Map.of("config", jaas.toString()))))));
        assertThat(KafkaSettings.from("orders", settings).client())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("sasl.jaas.config", "org.example.Login required;");
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void topicsMayBeAPattern() {
        var values = new HashMap<>(SMALLEST);
        values.remove("topics");
        values.put("topic-pattern", "shop\\..*");
        var settings = new Settings("vigil.sources.orders", values);
        assertThat(KafkaSettings.from("orders", settings).topics()).isInstanceOf(KafkaSettings.Matching.class);
        assertThat(settings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "servers, kafka-1, one or more brokers such as",
        "servers, kafka-1:70000, one or more brokers such as",
        "topics, a b, 'one or more topics, each of letters'",
        "topic-pattern, a, either topics or topic-pattern",
        "group, ' ', a text of 1 to 249 characters",
        "start, noon, 'one of earliest, latest'",
        "type, '', a text of 1 to 1024 characters",
        "content-type, json, a media type such as",
        "in-flight, 1 GiB, a size from 1 to",
        "offset, 3, 'one of content-type, group, in-flight, properties, properties-from-files, servers, start, topic-pattern'"
    })
    void whatIsWrongIsSaidWithItsPath(String key, String value, String expected) {
        assertThat(problems(with(Map.of(key, value))))
                .singleElement()
                .asString()
                .startsWith("vigil.sources.orders." + (key.equals("topic-pattern") ? "topics" : key) + ": ")
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "properties, group.id, other, 'a property of Kafka''s client that does not follow'",
        "properties, fetch.min.bytes, many, 'fetch.min.bytes'",
        "properties-from-files, sasl.jaas.config, /no/such/file, a readable file of 1 to"
    })
    void aPropertyThatIsWrongIsFoundOut(String section, String name, String value, String expected) {
        assertThat(problems(with(Map.of(section, Map.of(name, value)))))
                .singleElement()
                .asString()
                .startsWith("vigil.sources.orders." + section)
                .contains(expected);
    }

    @Test
    void aGroupAndServersMustBeThere() {
        assertThat(problems(Map.of("topics", "orders")))
                .extracting(Settings.Problem::path)
                .containsExactlyInAnyOrder("vigil.sources.orders.servers", "vigil.sources.orders.group");
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        var values = new HashMap<>(SMALLEST);
        values.putAll(more);
        return values;
    }

    private static List<Settings.Problem> problems(Map<String, Object> values) {
        var settings = new Settings("vigil.sources.orders", values);
        var _ = KafkaSettings.from("orders", settings);
        return settings.problems();
    }
}
