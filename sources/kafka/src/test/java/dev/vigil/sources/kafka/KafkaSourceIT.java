package dev.vigil.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.testkit.kafka.TestKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker. */
class KafkaSourceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 3;
    private static final int KEYS = 10;

    private static TestKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.servers()));
    }

    @AfterAll
    static void stop() {
        admin.close(Duration.ofSeconds(5));
        kafka.close();
    }

    @Test
    void whileNodesComeAndGoAndTheBrokerDiesEachRecordIsOnTheBusInItsOrder() throws Exception {
        createTopic("rounds");
        var bus = TestBus.thatAnswersAtOnce();
        write("rounds", 0, 300);
        var first = started("rounds", bus);
        await(() -> distinct(bus).size() == 300);

        var second = started("rounds", bus);
        write("rounds", 300, 600);
        await(() -> distinct(bus).size() == 600);

        kafka.kill();
        kafka.startAgain();
        write("rounds", 600, 900);
        await(() -> distinct(bus).size() == 900);

        first.close();
        write("rounds", 900, 1_200);
        await(() -> distinct(bus).size() == 1_200);
        await(() -> isAllCommitted("rounds"));
        second.close();

        assertThat(bus.failures()).isEmpty();
        assertThat(bus.refused()).isEmpty();
        var byKey = new TreeMap<String, Integer>();
        for (var event : distinct(bus).values()) {
            int number = Integer.parseInt(event.dataAsText());
            var key = event.subject().orElseThrow();
            assertThat(number).as("order of %s", key).isGreaterThan(byKey.getOrDefault(key, -1));
            byKey.put(key, number);
        }
        assertThat(byKey).hasSize(KEYS);
    }

    @Test
    void whatIsCommittedIsNotReadAgainAndWhatIsAbortedNever() throws Exception {
        createTopic("aborted");
        var properties = producerProperties();
        properties.put("transactional.id", "test");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("aborted", 0, "k", "never")).get(1, TimeUnit.MINUTES);
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("aborted", 0, "k", "once")).get(1, TimeUnit.MINUTES);
            producer.commitTransaction();
        }
        var bus = TestBus.thatAnswersAtOnce();
        var first = started("aborted", bus);
        await(() -> isAllCommitted("aborted"));
        first.close();
        var second = started("aborted", bus);
        write("aborted", 7, 8);
        await(() -> bus.onDisk().size() == 2);
        second.close();
        assertThat(bus.onDisk()).extracting(Event::dataAsText).containsExactly("once", "7");
    }

    private static KafkaSource started(String topic, TestBus bus) {
        var source = new KafkaSource(Records.settings(Map.of(
                "servers",
                kafka.servers(),
                "topics",
                topic,
                "group",
                "of-" + topic,
                "properties",
                Map.of("metadata.max.age.ms", "1000"))));
        source.start(bus);
        return source;
    }

    private static void createTopic(String name) throws InterruptedException, ExecutionException, TimeoutException {
        admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                .all()
                .get(1, TimeUnit.MINUTES);
    }

    private static Map<String, Object> producerProperties() {
        return new HashMap<>(Map.of("bootstrap.servers", kafka.servers(), "acks", "all"));
    }

    private static void write(String topic, int from, int to) throws Exception {
        try (var producer = new KafkaProducer<>(producerProperties(), new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, "k" + i % KEYS, String.valueOf(i)));
            }
            producer.flush();
        }
    }

    /** What a bus keeps of what it was given. */
    private static Map<String, Event> distinct(TestBus bus) {
        var kept = new LinkedHashMap<String, Event>();
        bus.onDisk().forEach(event -> kept.putIfAbsent(event.source() + " " + event.id(), event));
        return kept;
    }

    private static boolean isAllCommitted(String topic) {
        try {
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            for (int i = 0; i < PARTITIONS; i++) {
                ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
            var end = admin.listOffsets(ends).all().get(1, TimeUnit.MINUTES);
            var committed = admin.listConsumerGroupOffsets("of-" + topic)
                    .partitionsToOffsetAndMetadata()
                    .get(1, TimeUnit.MINUTES);
            return ends.keySet().stream()
                    .allMatch(partition -> committed.get(partition) != null
                            && committed.get(partition).offset()
                                    == Objects.requireNonNull(end.get(partition))
                                            .offset());
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
