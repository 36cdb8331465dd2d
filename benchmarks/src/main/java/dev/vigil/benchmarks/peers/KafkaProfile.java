package dev.vigil.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Kafka and Kafka Streams are configured: as their documentation advises for what matters most, the rest as it is by
 * default. Exactly once asks for {@code acks=all} in all of them.
 */
enum KafkaProfile {
    /**
     * Large batches, compressed, and few transactions: what the documentation of producers and consumers says for throughput,
     * and the commit interval of its page on record caches, longer than the default for exactly once (100 ms).
     */
    THROUGHPUT(
            Map.of("linger.ms", "50", "batch.size", "200000", "compression.type", "lz4", "buffer.memory", "67108864"),
            Map.of("commit.interval.ms", "1000"),
            Map.of("fetch.min.bytes", "100000", "max.partition.fetch.bytes", "4194304")),
    /** Nothing waits for company, and transactions are as short as they pay: a result can be read only once its is committed. */
    LATENCY(
            Map.of("linger.ms", "0", "compression.type", "none"),
            Map.of("commit.interval.ms", "10", "poll.ms", "5"),
            Map.of("fetch.min.bytes", "1"));

    private final Map<String, String> producer;
    private final Map<String, String> streams;
    private final Map<String, String> consumer;

    KafkaProfile(Map<String, String> producer, Map<String, String> streams, Map<String, String> consumer) {
        this.producer = producer;
        this.streams = streams;
        this.consumer = consumer;
    }

    /** Of the producer that publishes. */
    Map<String, String> producer() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        sorted(producer, "", settings);
        return settings;
    }

    /** Of Kafka Streams, with those of the producer and the consumers that it has. */
    Map<String, String> streams(int threads) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("num.stream.threads", Integer.toString(threads));
        settings.put("replication.factor", "1");
        sorted(streams, "", settings);
        sorted(producer, "producer.", settings);
        sorted(consumer, "main.consumer.", settings);
        return settings;
    }

    private static void sorted(Map<String, String> from, String prefix, Map<String, String> to) {
        from.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> to.put(prefix + entry.getKey(), entry.getValue()));
    }
}
