package dev.vigil.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaProfileTest {
    private static Stream<KafkaProfile> profiles() {
        return Stream.of(KafkaProfile.THROUGHPUT, KafkaProfile.LATENCY);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void kafkaKnowsEachSettingAndTheGuaranteeIsExactlyOnce(KafkaProfile profile) {
        var settings = profile.streams(2);
        assertThat(settings).containsEntry("processing.guarantee", "exactly_once_v2");
        for (var name : settings.keySet()) {
            if (name.startsWith("producer.")) {
                assertThat(ProducerConfig.configNames()).contains(name.substring("producer.".length()));
            } else if (name.startsWith("main.consumer.")) {
                assertThat(ConsumerConfig.configNames()).contains(name.substring("main.consumer.".length()));
            } else {
                assertThat(StreamsConfig.configDef().names()).contains(name);
            }
        }
        assertThat(ProducerConfig.configNames()).containsAll(profile.producer().keySet());
        assertThat(profile.producer()).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
        var whole = new HashMap<String, Object>(settings);
        whole.put("application.id", "test");
        whole.put("bootstrap.servers", "127.0.0.1:1");
        assertThat(new StreamsConfig(whole).getInt("num.stream.threads")).isEqualTo(2);
    }
}
