package dev.vigil.benchmarks.peers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.kafka.TestKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.LoggerFactory;

/**
 * Kafka in KRaft mode, one broker in a process of its own, and Kafka Streams in this one. Events are records with their key
 * and their id; alarms are read from a topic by a consumer that sees what is committed.
 */
final class KafkaPeer implements Peer {
    /** As the script has them that Kafka starts a server by. */
    private static final List<String> BROKER_JAVA = List.of(
            "-Xms1G",
            "-Xmx1G",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final TestKafka broker;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaStreams streams;
    private final KafkaAlarms alarms;

    private KafkaPeer(PeerTask task, Alarms alarms, KafkaProfile profile, boolean hasFsync) throws IOException {
        var brokerSettings = hasFsync ? Map.of("log.flush.interval.messages", "1") : Map.<String, String>of();
        broker = TestKafka.start(BROKER_JAVA, brokerSettings);
        createTopics(task.partitions());
        var streamsSettings = profile.streams(Runtime.getRuntime().availableProcessors());
        streams = new KafkaStreams(ReadingsProcessor.topology(), properties(streamsSettings));
        producer = new KafkaProducer<>(
                and(profile.producer(), "bootstrap.servers", broker.servers()),
                new StringSerializer(),
                new ByteArraySerializer());
        this.alarms = new KafkaAlarms(broker.servers(), task.partitions(), alarms);
        settings.put("kafka version", AppInfoParser.getVersion());
        settings.put("partitions", Integer.toString(task.partitions()));
        settings.put("broker's java", String.join(" ", BROKER_JAVA));
        brokerSettings.forEach((key, value) -> settings.put("broker " + key, value));
        profile.producer().forEach((key, value) -> settings.put("producer " + key, value));
        streamsSettings.forEach((key, value) -> settings.put("streams " + key, value));
        settings.put("alarms' consumer isolation.level", "read_committed");
        settings.put("the rest", "Kafka's defaults, but for one replica of everything");
    }

    static Peer start(PeerTask task, Alarms alarms, KafkaProfile profile, boolean hasFsync)
            throws IOException, InterruptedException {
        // Each retry is a warning, and where transactions are short there are hundreds a second: that would be
        // measured.
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
        var peer = new KafkaPeer(task, alarms, profile, hasFsync);
        peer.run();
        return peer;
    }

    private void createTopics(int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
            var topics = Stream.of(ReadingsProcessor.READINGS, ReadingsProcessor.ALARMS)
                    .map(name -> new NewTopic(name, partitions, (short) 1))
                    .toList();
            Waiting.get(admin.createTopics(topics).all().toCompletionStage());
        }
    }

    private Properties properties(Map<String, String> streamsSettings) throws IOException {
        var properties = new Properties();
        properties.putAll(streamsSettings);
        properties.put("application.id", "bench");
        properties.put("bootstrap.servers", broker.servers());
        properties.put("state.dir", Files.createTempDirectory("kafka-streams-").toString());
        return properties;
    }

    private static Map<String, Object> and(Map<String, String> settings, String key, String value) {
        var more = new LinkedHashMap<String, Object>(settings);
        more.put(key, value);
        return more;
    }

    private void run() throws InterruptedException {
        var running = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        streams.start();
        if (!running.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("Kafka Streams does not run within " + PATIENCE);
        }
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        var outcome = new CompletableFuture<Outcome>();
        var open = new AtomicInteger(events.size());
        for (var event : events) {
            var _ = producer.send(record(event), (place, failure) -> {
                if (failure != null) {
                    outcome.complete(new Outcome.Indeterminate(failure.toString(), Duration.ZERO));
                } else if (open.decrementAndGet() == 0) {
                    outcome.complete(new Outcome.Accepted(events.size(), 0));
                }
            });
        }
        return outcome;
    }

    private static ProducerRecord<String, byte[]> record(Event event) {
        var record = new ProducerRecord<>(
                ReadingsProcessor.READINGS, event.subject().orElseThrow(), Handling.bytes(event.data()));
        record.headers().add("ce_id", event.id().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public long serverPid() {
        return broker.pid();
    }

    /** The broker hands everything to the operating system at once, which counts it then. */
    @Override
    public void flush() {}

    @Override
    public long counted() {
        var store = streams.store(StoreQueryParameters.fromNameAndType(
                ReadingsProcessor.STATES, QueryableStoreTypes.<String, Readings.State>keyValueStore()));
        long counted = 0;
        try (var states = store.all()) {
            while (states.hasNext()) {
                counted += states.next().value.count();
            }
        }
        return counted;
    }

    @Override
    public void close() {
        streams.close(PATIENCE);
        producer.close(PATIENCE);
        alarms.close();
        streams.cleanUp();
        broker.close();
    }
}
