package dev.vigil.triggers.kafka;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one record an attempt, acknowledged by all replicas that are in step. The producer is made for the first firing, so that
 * a configuration can be checked where no broker is, and made anew when it cannot go on.
 *
 * <p>Threading: thread-safe. An attempt has a thread of its own until its record is handed over, since Kafka's client waits there
 * until it knows the topic.
 */
final class KafkaTrigger implements Trigger {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTrigger.class);
    private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

    private final KafkaTriggerSettings settings;
    private final Function<Map<String, Object>, Producer<byte[], byte[]>> maker;
    private Optional<Producer<byte[], byte[]>> current = Optional.empty();
    private boolean isClosed;

    KafkaTrigger(KafkaTriggerSettings settings) {
        this(settings, KafkaProducer::new);
    }

    KafkaTrigger(KafkaTriggerSettings settings, Function<Map<String, Object>, Producer<byte[], byte[]>> maker) {
        this.settings = settings;
        this.maker = maker;
    }

    @Override
    public CompletionStage<Attempt> fire(Firing firing) {
        ProducerRecord<byte[], byte[]> record;
        try {
            record = settings.record().fill(firing);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(new Unsendable(String.valueOf(e.getMessage())));
        }
        var attempt = new CompletableFuture<Attempt>();
        Thread.ofVirtual().name("kafka-" + settings.name()).start(() -> send(record, attempt));
        return attempt;
    }

    private void send(ProducerRecord<byte[], byte[]> record, CompletableFuture<Attempt> attempt) {
        try {
            var producer = producer();
            if (producer.isEmpty()) {
                attempt.complete(new TryAgain("this trigger is closed"));
            } else {
                send(producer.get(), record, attempt);
            }
        } catch (KafkaException e) {
            // The producer could not be made: a name that does not resolve, a key store that is not there.
            attempt.complete(Verdict.on(e.getCause() == null ? e : e.getCause()).attempt());
        }
    }

    private void send(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> record,
            CompletableFuture<Attempt> attempt) {
        try {
            var _ = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    attempt.complete(new Delivered());
                } else {
                    attempt.complete(judged(producer, failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            attempt.complete(judged(producer, e));
        }
    }

    private Attempt judged(Producer<byte[], byte[]> producer, Exception failure) {
        var verdict = Verdict.on(failure);
        if (!verdict.isProducerUsable() && discard(producer)) {
            LOG.warn("producer given up, made anew for the next firing trigger={}", settings.name(), failure);
            // Not on this thread, which may be the producer's own.
            Thread.ofVirtual().start(() -> producer.close(Duration.ZERO));
        }
        return verdict.attempt();
    }

    private synchronized Optional<Producer<byte[], byte[]>> producer() {
        if (current.isEmpty() && !isClosed) {
            current = Optional.of(maker.apply(settings.client()));
        }
        return current;
    }

    private synchronized boolean discard(Producer<byte[], byte[]> producer) {
        boolean isCurrent = current.filter(producer::equals).isPresent();
        if (isCurrent) {
            current = Optional.empty();
        }
        return isCurrent;
    }

    /** What was handed over has a moment to be acknowledged; then attempts that are under way end as TryAgain. */
    @Override
    public void close() {
        Optional<Producer<byte[], byte[]>> last;
        synchronized (this) {
            isClosed = true;
            last = current;
            current = Optional.empty();
        }
        last.ifPresent(producer -> producer.close(FOR_CLOSING));
    }
}
