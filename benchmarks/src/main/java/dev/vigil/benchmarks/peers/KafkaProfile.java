package dev.vigil.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Kafka and Kafka Streams are configured: as their documentation advises for what matters most, the rest as it is by
 * default. Exactly once asks for {@code acks=all} in all of them.
 *
 * @param producing settings of producers
 * @param processing settings of Kafka Streams
 * @param consuming settings of its consumers
 */
record KafkaProfile(Map<String, String> producing, Map<String, String> processing, Map<String, String> consuming) {
    /**
     * Large batches, compressed, and few transactions: what the documentation of producers and consumers says for throughput,
     * and the commit interval of its page on record caches, longer than the default for exactly once (100 ms).
     */
    static final KafkaProfile THROUGHPUT = new KafkaProfile(
            Map.of("linger.ms", "50", "batch.size", "200000", "compression.type", "lz4", "buffer.memory", "67108864"),
            Map.of("commit.interval.ms", "1000"),
            Map.of("fetch.min.bytes", "100000", "max.partition.fetch.bytes", "4194304"));

    /** Nothing waits for company, and transactions are short: a result can be read only once its own is committed. */
    static final KafkaProfile LATENCY = new KafkaProfile(
            Map.of("linger.ms", "0", "compression.type", "none"),
            Map.of("commit.interval.ms", "10", "poll.ms", "5"),
            Map.of("fetch.min.bytes", "1"));

    /** Of the producer that publishes. */
    Map<String, String> producer() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        sorted(producing, "", settings);
        return settings;
    }

    /** Of Kafka Streams, with those of the producer and the consumers that it has. */
    Map<String, String> streams(int threads) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("num.stream.threads", Integer.toString(threads));
        settings.put("replication.factor", "1");
        sorted(processing, "", settings);
        sorted(producing, "producer.", settings);
        sorted(consuming, "main.consumer.", settings);
        return settings;
    }

    private static void sorted(Map<String, String> from, String prefix, Map<String, String> to) {
        from.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> to.put(prefix + entry.getKey(), entry.getValue()));
    }
}
