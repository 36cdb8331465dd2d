package dev.vigil.sources.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A node of a {@link GroupWorld}: its consumer talks to the world's brokers. */
final class GroupNode {
    private final WorldConsumer consumer;
    private final Consuming consuming;

    GroupNode(GroupWorld world, TestBus bus, KafkaSettings settings) {
        consumer = new WorldConsumer(world, this);
        consuming = new Consuming(consumer, settings, bus, Duration.ZERO);
        consuming.subscribe();
    }

    Consuming consuming() {
        return consuming;
    }

    void gets(TopicPartition partition, long position) {
        var all = new HashSet<>(consumer.assignment());
        all.add(partition);
        consumer.assignAll(all);
        consumer.seek(partition, position);
        consumer.sent.put(partition, position);
    }

    void loses(TopicPartition partition) {
        var all = new HashSet<>(consumer.assignment());
        all.remove(partition);
        consumer.assignAll(all);
    }

    private static final class WorldConsumer extends MockConsumer<byte[], byte[]> {
        private final GroupWorld world;
        private final GroupNode node;
        /** Up to where records were handed over to the mock, which hands them on when its partition is not paused. */
        private final Map<TopicPartition, Long> sent = new HashMap<>();

        WorldConsumer(GroupWorld world, GroupNode node) {
            super("earliest");
            this.world = world;
            this.node = node;
        }

        /** The mock forgets the records that it had not handed on. */
        void assignAll(Set<TopicPartition> all) {
            rebalance(all);
            sent.clear();
            var beginnings = new HashMap<TopicPartition, Long>();
            all.forEach(partition -> beginnings.put(partition, 0L));
            updateBeginningOffsets(beginnings);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (var partition : assignment()) {
                long from = sent.getOrDefault(partition, position(partition));
                for (var record : world.next(partition, from)) {
                    addRecord(record);
                    sent.put(partition, record.offset() + 1);
                }
            }
            var records = super.poll(timeout);
            if (world.commitsFirst()) {
                var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
                assignment().forEach(partition -> positions.put(partition, new OffsetAndMetadata(position(partition))));
                var _ = world.commit(node, positions);
            }
            return records;
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            boolean isKnown = world.commit(node, offsets);
            callback.onComplete(offsets, isKnown ? null : new RetriableCommitFailedException("no answer"));
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (!world.commit(node, offsets)) {
                throw new TimeoutException("no answer");
            }
        }
    }
}
