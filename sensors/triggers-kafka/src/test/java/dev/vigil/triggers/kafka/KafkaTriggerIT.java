package dev.vigil.triggers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger.Attempt;
import dev.vigil.api.Trigger.Delivered;
import dev.vigil.api.Trigger.TryAgain;
import dev.vigil.api.Trigger.Unsendable;
import dev.vigil.testkit.kafka.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker. */
class KafkaTriggerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FIRINGS = 40;

    private static TestKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.servers()))) {
            admin.createTopics(List.of(new NewTopic("alarms", 1, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whileTheBrokerDiesEachFiringIsWrittenInItsOrder() throws Exception {
        try (var trigger = trigger(Map.of("timeout", "5s"))) {
            for (int i = 0; i < FIRINGS; i++) {
                if (i == FIRINGS / 2) {
                    kafka.kill();
                    assertThat(attempt(trigger, Firings.of(i, "{}"))).isInstanceOf(TryAgain.class);
                    kafka.startAgain();
                }
                deliver(trigger, Firings.of(i, "{}"));
            }
        }
        assertThat(new LinkedHashSet<>(written()))
                .containsExactlyElementsOf(
                        IntStream.range(0, FIRINGS).mapToObj(Firings::id).toList());
    }

    @Test
    void aTopicThatIsNotThereIsTriedAgain() throws Exception {
        try (var trigger = trigger(Map.of("topic", "nowhere", "timeout", "2s"))) {
            assertThat(attempt(trigger, Firings.of(1, "{}"))).isInstanceOf(TryAgain.class);
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        try (var trigger = trigger(Map.of("timeout", "30s"))) {
            assertThat(attempt(trigger, Firings.of(1, "\"" + "x".repeat(2 << 20) + "\"")))
                    .isInstanceOf(Unsendable.class);
        }
    }

    private static KafkaTrigger trigger(Map<String, ?> more) {
        var values = new HashMap<String, Object>(Map.of("servers", kafka.servers()));
        values.putAll(more);
        return new KafkaTrigger(Firings.settings(values));
    }

    private static Attempt attempt(KafkaTrigger trigger, Firing firing) throws Exception {
        return trigger.fire(firing).toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private static void deliver(KafkaTrigger trigger, Firing firing) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!(attempt(trigger, firing) instanceof Delivered)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }

    /** The ids of the firings in the topic, in their order. */
    private static List<String> written() {
        var deserializer = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.servers()), deserializer, deserializer)) {
            var partition = new TopicPartition("alarms", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            var ids = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> ids.add(
                                new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)));
            }
            return ids;
        }
    }
}
