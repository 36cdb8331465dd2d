package dev.vigil.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Two nodes of a group, a topic of three partitions and a bus; what happens is left to chance: rebalances with and without a word,
 * commits that fail or whose answer is lost, blocks that are taken in part, and nodes that die at any moment. What must hold is
 * looked at with every commit and at the end.
 */
final class GroupWorld {
    private static final int PARTITIONS = 3;
    private static final int NODES = 2;
    private static final Duration TICK = Duration.ofMillis(600);
    private static final int MOST_ROUNDS_TO_HEAL = 500;

    private final Random random;
    private final boolean commitsFirst;
    private final KafkaSettings settings = Records.settings(Map.of("in-flight", 4_000));
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, GroupNode> owners = new HashMap<>();
    private final Set<String> onDisk = new LinkedHashSet<>();
    private final List<GroupNode> nodes = new ArrayList<>();
    /** Those of dead nodes among them: what they sent may still arrive. */
    private final List<TestBus> buses = new ArrayList<>();

    private boolean isHealing;

    /**
     * A world that is decided by the seed.
     *
     * @param commitsFirst whether its consumers commit what they have handed over, as Kafka's clients do by themselves
     */
    GroupWorld(long seed, boolean commitsFirst) {
        this.random = new Random(seed);
        this.commitsFirst = commitsFirst;
        for (int i = 0; i < PARTITIONS; i++) {
            log.put(Records.partition(i), new ArrayList<>());
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(newNode());
        }
    }

    private GroupNode newNode() {
        var bus = new TestBus();
        buses.add(bus);
        return new GroupNode(this, bus, settings);
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> write();
                case 2, 3, 4, 5 -> anyNode().consuming().step();
                case 6, 7 -> answerOne();
                case 8, 9 -> buses.forEach(bus -> bus.pass(TICK));
                case 10 -> rebalance();
                default -> crashNowAndThen();
            }
        }
        heal();
    }

    private void write() {
        var partition = Records.partition(random.nextInt(PARTITIONS));
        var records = recordsOf(partition);
        for (int i = random.nextInt(6); i >= 0; i--) {
            records.add(record(partition.partition(), records.size()));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> recordsOf(TopicPartition partition) {
        return Objects.requireNonNull(log.get(partition));
    }

    private ConsumerRecord<byte[], byte[]> record(int partition, int offset) {
        var key = Records.bytes("k" + partition + random.nextInt(3));
        var headers = switch (random.nextInt(5)) {
            case 0 ->
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_source", "/shop",
                        "ce_id", partition + "/" + offset,
                        "ce_type", "t");
            case 1 -> Map.of("content-type", "application/cloudevents+json");
            default -> Map.<String, String>of();
        };
        return Records.record(partition, offset, key, Records.bytes("no JSON"), headers);
    }

    /** What the event of a record must be known by, as the documentation says it. */
    private static String expected(ConsumerRecord<byte[], byte[]> record) {
        var place = record.partition() + "-" + record.offset() + "-" + record.timestamp();
        if (record.headers().lastHeader("ce_id") != null) {
            return "/shop " + record.partition() + "/" + record.offset();
        }
        return "/kafka/orders/shop.orders "
                + (record.headers().lastHeader("content-type") == null ? place : "rejected-" + place);
    }

    private GroupNode anyNode() {
        return nodes.get(random.nextInt(NODES));
    }

    private void answerOne() {
        var open = buses.stream().flatMap(bus -> bus.open().stream()).toList();
        if (!open.isEmpty()) {
            answer(open.get(random.nextInt(open.size())), random.nextInt(6));
        }
    }

    private void answer(TestBus.Call call, int how) {
        switch (how) {
            case 0 -> call.answer().complete(new Outcome.Unavailable("away", TICK));
            case 1 -> call.answer().complete(new Outcome.Rejected("full", Duration.ZERO));
            case 2 -> {
                takeSome(call);
                call.answer().complete(new Outcome.Indeterminate("perhaps", TICK));
            }
            default -> {
                call.events().forEach(event -> onDisk.add(event.source() + " " + event.id()));
                call.answer().complete(new Outcome.Accepted(call.events().size(), 0));
            }
        }
    }

    /** Of each key the first few: keys live in slots of their own. */
    private void takeSome(TestBus.Call call) {
        var left = new HashMap<String, Integer>();
        for (var event : call.events()) {
            var key = event.extension("partitionkey").or(event::subject).orElse("");
            if (left.computeIfAbsent(key, _ -> random.nextInt(4)) > 0) {
                left.merge(key, -1, Integer::sum);
                onDisk.add(event.source() + " " + event.id());
            }
        }
    }

    private void rebalance() {
        boolean isTold = random.nextInt(3) > 0;
        for (var partition : log.keySet()) {
            var from = Optional.ofNullable(owners.get(partition));
            var to = anyNode();
            if (from.isEmpty() || (from.get() != to && random.nextBoolean())) {
                from.ifPresent(node -> take(node, partition, isTold));
                owners.put(partition, to);
                to.gets(partition, committed.getOrDefault(partition, 0L));
            }
        }
    }

    private void take(GroupNode node, TopicPartition partition, boolean isTold) {
        if (isTold) {
            node.consuming().onPartitionsRevoked(List.of(partition));
            owners.remove(partition);
        } else {
            owners.remove(partition);
            node.consuming().onPartitionsLost(List.of(partition));
        }
        node.loses(partition);
    }

    private void crashNowAndThen() {
        if (random.nextInt(3) == 0) {
            int which = random.nextInt(NODES);
            var dead = nodes.set(which, newNode());
            owners.values().removeIf(owner -> owner == dead);
        }
    }

    /** Some of the records that follow, as a broker would send them. */
    List<ConsumerRecord<byte[], byte[]>> next(TopicPartition partition, long from) {
        var records = recordsOf(partition);
        int end = Math.min(records.size(), (int) from + 1 + random.nextInt(5));
        return from < end ? List.copyOf(records.subList((int) from, end)) : List.of();
    }

    /** Commits that, unless this is a bad moment; whoever asked does not always learn it. */
    boolean commit(GroupNode node, Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (var partition : offsets.keySet()) {
            if (owners.get(partition) != node) {
                throw new CommitFailedException("not a member any more");
            }
        }
        if (!isHealing && random.nextInt(4) == 0) {
            return false;
        }
        offsets.forEach((partition, offset) -> {
            check(partition, offset.offset());
            committed.put(partition, offset.offset());
        });
        return isHealing || random.nextInt(4) > 0;
    }

    private void check(TopicPartition partition, long offset) {
        long before = committed.getOrDefault(partition, 0L);
        assertThat(offset).as("committed of %s", partition).isGreaterThanOrEqualTo(before);
        for (var record : recordsOf(partition).subList((int) before, (int) offset)) {
            assertThat(onDisk.contains(expected(record)))
                    .as("%s, committed, is on the bus", expected(record))
                    .isTrue();
        }
    }

    private void heal() {
        isHealing = true;
        log.keySet().stream()
                .filter(partition -> !owners.containsKey(partition))
                .forEach(partition -> {
                    owners.put(partition, nodes.getFirst());
                    nodes.getFirst().gets(partition, committed.getOrDefault(partition, 0L));
                });
        for (int i = 0; !isAllCommitted(); i++) {
            assertThat(i).as("rounds until all is committed").isLessThan(MOST_ROUNDS_TO_HEAL);
            buses.forEach(bus -> {
                bus.pass(TICK);
                bus.open().forEach(call -> answer(call, Integer.MAX_VALUE));
            });
            nodes.forEach(node -> node.consuming().step());
        }
        log.values().forEach(this::checkAll);
        assertThat(onDisk).hasSize(log.values().stream().mapToInt(List::size).sum());
    }

    private boolean isAllCommitted() {
        return log.entrySet().stream()
                .allMatch(entry -> committed.getOrDefault(entry.getKey(), 0L)
                        == entry.getValue().size());
    }

    /** All is there, and of each key in the order of its records. */
    private void checkAll(List<ConsumerRecord<byte[], byte[]>> records) {
        var places = new HashMap<String, Integer>();
        onDisk.forEach(identity -> places.put(identity, places.size()));
        var last = new HashMap<String, Integer>();
        for (var record : records) {
            int at = places.getOrDefault(expected(record), -1);
            assertThat(at).as("%s on the bus", expected(record)).isNotNegative();
            var key = EventMapping.key(record).orElseThrow();
            assertThat(at).as("order of %s", key).isGreaterThan(last.getOrDefault(key, -1));
            last.put(key, at);
        }
    }

    boolean commitsFirst() {
        return commitsFirst;
    }
}
