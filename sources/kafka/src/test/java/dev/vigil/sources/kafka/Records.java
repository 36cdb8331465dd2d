package dev.vigil.sources.kafka;

import dev.vigil.api.Settings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as a consumer hands them over, and settings to read them by. */
final class Records {
    static final String TOPIC = "shop.orders";
    static final long TIME = 1_772_366_400_000L;

    private Records() {}

    static KafkaSettings settings(Map<String, ?> more) {
        var values = new HashMap<String, Object>(
                Map.of("servers", "localhost:9092", "topics", TOPIC, "group", "vigil", "type", "order"));
        values.putAll(more);
        var settings = new Settings("vigil.sources.orders", values);
        var kafka = KafkaSettings.from("orders", settings);
        if (!settings.problems().isEmpty()) {
            throw new IllegalArgumentException(settings.problems().toString());
        }
        return kafka;
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String key, String value) {
        return record(partition, offset, bytes(key), bytes(value), Map.of());
    }

    static ConsumerRecord<byte[], byte[]> record(String key, String value, Map<String, String> headers) {
        return record(3, 4711, bytes(key), bytes(value), headers);
    }

    static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        var all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, bytes(text)));
        return new ConsumerRecord<>(
                TOPIC, partition, offset, TIME, TimestampType.CREATE_TIME, 0, 0, key, value, all, Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
