package dev.vigil.benchmarks.peers;

import dev.vigil.benchmarks.engine.Alarms;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Lets alarms out once their transactions are committed. Has a thread of its own. */
final class KafkaAlarms implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Alarms alarms;
    private final Thread thread = Thread.ofPlatform().name("kafka-alarms").unstarted(this::read);

    KafkaAlarms(String servers, int partitions, Alarms alarms) {
        this.alarms = alarms;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(ReadingsProcessor.ALARMS, partition))
                .toList());
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (var alarm : consumer.poll(POLL)) {
                    alarms.out(ByteBuffer.wrap(alarm.value()));
                }
            }
        } catch (WakeupException e) {
            // That is how it is told to end.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
