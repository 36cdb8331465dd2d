package dev.vigil.sources.kafka;

import static dev.vigil.sources.kafka.Records.partition;
import static dev.vigil.sources.kafka.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Placement;
import dev.vigil.api.SourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaSourceTest {
    private final TestBus bus = TestBus.thatAnswersAtOnce();
    private final KeepingConsumer consumer = new KeepingConsumer();
    private final AtomicInteger made = new AtomicInteger();
    private final KafkaSource source = new KafkaSource(Records.settings(Map.of()), _ -> {
        if (made.getAndIncrement() == 0) {
            throw new KafkaException("Failed", new ConfigException("No resolvable bootstrap urls given"));
        }
        return consumer;
    });

    /** One that says when it was closed, and can still be asked then. */
    private static final class KeepingConsumer extends MockConsumer<byte[], byte[]> {
        private final CountDownLatch closed = new CountDownLatch(1);

        KeepingConsumer() {
            super("earliest");
        }

        @Override
        public void close(CloseOptions options) {
            closed.countDown();
        }
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void itRunsOnEveryNodeAndIsFound() {
        assertThat(source.placement()).isEqualTo(Placement.EVERY_NODE);
        assertThat(ServiceLoader.load(SourceKind.class).stream()
                        .map(p -> p.get().kind()))
                .contains("kafka");
    }

    @Test
    void aNameThatDoesNotResolveIsWaitedForAndWhatIsOnTheBusIsCommittedWhenItIsClosed() throws InterruptedException {
        consumer.updateBeginningOffsets(Map.of(partition(0), 0L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(partition(0)));
            consumer.addRecord(record(0, 0, "k", "a"));
        });
        source.start(bus);
        await(() -> bus.onDisk().size() == 1);
        assertThat(bus.troubles()).hasSize(2).first().asString().contains("resolves since 20");
        assertThat(bus.troubles()).last().isEqualTo("");
        source.close();
        assertThat(consumer.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(consumer.committed(Set.of(partition(0)))).containsEntry(partition(0), new OffsetAndMetadata(1));
        assertThat(bus.failures()).isEmpty();
    }

    @Test
    void wrongCredentialsAreTold() {
        consumer.setPollException(new SaslAuthenticationException("who are you?"));
        source.start(bus);
        await(() -> !bus.failures().isEmpty());
        assertThat(bus.failures()).singleElement().isInstanceOf(SaslAuthenticationException.class);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
