package dev.vigil.sources.kafka;

import static dev.vigil.sources.kafka.Records.partition;
import static dev.vigil.sources.kafka.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumingTest {
    private static final Duration LONG = Duration.ofSeconds(2);

    private final TestBus bus = new TestBus();
    private final RefusingConsumer consumer = new RefusingConsumer();
    private final Consuming consuming =
            new Consuming(consumer, Records.settings(Map.of("in-flight", 3_000)), bus, Duration.ofMillis(10));

    /** One whose commits may be refused. */
    private static final class RefusingConsumer extends MockConsumer<byte[], byte[]> {
        private @Nullable RuntimeException refusal;

        RefusingConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (refusal == null) {
                super.commitAsync(offsets, callback);
            } else {
                callback.onComplete(offsets, refusal);
            }
        }
    }

    @BeforeEach
    void assign() {
        consuming.subscribe();
        consumer.updateBeginningOffsets(Map.of(partition(0), 0L, partition(1), 0L));
        consumer.rebalance(List.of(partition(0), partition(1)));
    }

    private void read(int partition, long offset, String value) {
        consumer.addRecord(record(partition, offset, "k", value));
    }

    private void step() {
        bus.pass(Duration.ofMillis(600));
        consuming.step();
    }

    private long committed(int partition) {
        var offset = consumer.committed(Set.of(partition(partition))).get(partition(partition));
        return offset == null ? Intake.NONE : offset.offset();
    }

    @Test
    void anOffsetIsCommittedOnlyOnceTheBusHasWhatIsBeforeIt() {
        read(0, 0, "a");
        read(0, 1, "b");
        step();
        step();
        assertThat(bus.open())
                .singleElement()
                .extracting(call -> call.events().size())
                .isEqualTo(2);
        step();
        assertThat(committed(0)).isLessThanOrEqualTo(0);
        bus.accept();
        step();
        assertThat(committed(0)).isEqualTo(2);
        assertThat(bus.onDisk()).extracting(Event::dataAsText).containsExactly("a", "b");
    }

    @Test
    void whatComesMeanwhileWaitsForWhatIsUnderWay() {
        read(0, 0, "a");
        step();
        step();
        read(0, 1, "b");
        read(0, 2, "c");
        step();
        step();
        assertThat(bus.open()).hasSize(1);
        bus.accept();
        step();
        assertThat(bus.open())
                .singleElement()
                .extracting(call -> call.events().size())
                .isEqualTo(2);
    }

    @Test
    void whatTheBusDoesNotTakeIsSentAgainAndAfterAWhile() {
        read(0, 0, "a");
        step();
        step();
        bus.answer(new Outcome.Unavailable("away", LONG));
        step();
        step();
        assertThat(bus.open()).isEmpty();
        assertThat(committed(0)).isLessThanOrEqualTo(0);
        bus.pass(LONG);
        step();
        bus.answer(new Outcome.Indeterminate("perhaps", Duration.ZERO));
        step();
        step();
        bus.accept();
        step();
        assertThat(bus.idsOnDisk()).containsExactly("0-0-" + Records.TIME);
        assertThat(committed(0)).isEqualTo(1);
    }

    @Test
    void onePartitionDoesNotHoldUpAnother() {
        read(0, 0, "a");
        step();
        step();
        read(1, 0, "b");
        step();
        step();
        assertThat(bus.open()).hasSize(2);
    }

    @Test
    void aPartitionIsPausedWhileTooMuchOfItIsUnderWay() {
        for (int i = 0; i < 20; i++) {
            read(0, i, "a");
        }
        step();
        step();
        assertThat(consumer.paused()).containsExactly(partition(0));
        read(0, 20, "b");
        step();
        assertThat(bus.open()).hasSize(1);
        bus.accept();
        step();
        step();
        assertThat(consumer.paused()).isEmpty();
        step();
        bus.accept();
        assertThat(bus.onDisk()).hasSize(21);
    }

    @Test
    void aRecordThatIsNoEventIsKeptAndCounted() {
        consumer.addRecord(record(
                0, 0, Records.bytes("k"), Records.bytes("{"), Map.of("content-type", "application/cloudevents+json")));
        read(0, 1, "b");
        step();
        step();
        bus.accept();
        step();
        assertThat(bus.onDisk()).extracting(Event::type).containsExactly("dev.vigil.rejected", "order");
        assertThat(bus.onDisk().getFirst().text("/cause").orElse("")).startsWith("no CloudEvent in JSON");
        assertThat(bus.refused()).containsExactly("malformed");
        assertThat(committed(0)).isEqualTo(2);
    }

    @Test
    void aRecordWhoseHeaderHasAnEndlessNameIsKeptWithAShortCause() {
        var name = "ce_" + "a".repeat(100_000);
        consumer.addRecord(record(
                0,
                0,
                Records.bytes("k"),
                Records.bytes("{}"),
                Map.of("ce_specversion", "1.0", "ce_source", "/s", "ce_id", "1", "ce_type", "t", name, "x")));
        step();
        step();
        bus.accept();
        assertThat(bus.onDisk()).extracting(Event::type).containsExactly("dev.vigil.rejected");
        assertThat(bus.onDisk().getFirst().text("/cause").orElse("")).hasSize(1_003);
    }

    @Test
    void anEventThatTheBusNeverTakesIsKeptAndCounted() {
        bus.takeNoneAbove(500);
        read(0, 0, "a");
        read(0, 1, "x".repeat(501));
        consumer.addRecord(record(0, 2, "k", "c"));
        step();
        for (int i = 0; i < 6; i++) {
            step();
            bus.accept();
        }
        assertThat(bus.onDisk()).extracting(Event::type).containsExactly("order", "dev.vigil.rejected", "order");
        assertThat(bus.refused()).containsExactly("too-large");
        step();
        assertThat(committed(0)).isEqualTo(3);
    }

    @Test
    void whatIsRevokedIsCommittedAsFarAsItIsOnTheBus() {
        read(0, 0, "a");
        step();
        step();
        read(0, 1, "b");
        step();
        bus.accept();
        consuming.onPartitionsRevoked(List.of(partition(0)));
        assertThat(committed(0)).isEqualTo(1);
        step();
        assertThat(bus.open()).isEmpty();
    }

    @Test
    void whatIsLostIsForgotten() {
        read(0, 0, "a");
        step();
        step();
        bus.accept();
        consuming.onPartitionsLost(List.of(partition(0)));
        step();
        assertThat(committed(0)).isZero();
    }

    @Test
    void aPartitionThatIsEmptyIsCommittedWhereItBegan() {
        step();
        step();
        assertThat(committed(1)).isZero();
    }

    @Test
    void aCommitThatARebalanceRefusesIsTriedAgain() {
        consumer.refusal = new RebalanceInProgressException("poll first");
        step();
        assertThat(committed(0)).isEqualTo(Intake.NONE);
        consumer.refusal = null;
        step();
        assertThat(committed(0)).isZero();
    }

    @Test
    void aCommitThatIsNotAllowedEndsIt() {
        consumer.refusal = new GroupAuthorizationException("vigil");
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(this::step)
                .withRootCauseInstanceOf(GroupAuthorizationException.class);
    }
}
