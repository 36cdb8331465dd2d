package dev.vigil.sources.kafka;

import dev.vigil.api.Outcome;
import dev.vigil.api.SourceContext;
import dev.vigil.sources.kafka.Intake.Block;
import dev.vigil.sources.kafka.Intake.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions that the group gives to this node, publishes their records, and commits an offset once all before it is on
 * disk. It goes on polling whatever the bus does, so that the group never takes it for dead; what is too much is paused.
 *
 * <p>Threading: one thread, that of the consumer; only the bus answers on others.
 *
 * <p>Failure: what is thrown cannot be mended by waiting.
 */
final class Consuming implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Consuming.class);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration FOR_A_COMMIT = Duration.ofSeconds(5);
    private static final Duration WHILE_UNDER_WAY = Duration.ofMillis(5);
    private static final Duration WHILE_IDLE = Duration.ofMillis(100);
    /** A cause may quote the name of a header, which may be as long as a record. */
    private static final int LONGEST_CAUSE = 1000;

    private final Consumer<byte[], byte[]> consumer;
    private final KafkaSettings settings;
    private final SourceContext context;
    private final Duration forAnswers;
    private final BrokerWatch watch;
    private final Map<TopicPartition, Intake> intakes = new HashMap<>();
    /** Answers that are awaited; those of partitions that were given back do not count any more. */
    private final Map<Intake, CompletableFuture<?>> underWay = new HashMap<>();

    private final ConcurrentLinkedQueue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private Instant nextCommit = Instant.MIN;
    private boolean isCommitting;
    private @Nullable Exception fatal;

    /** Reads with that consumer, for nobody else's use; what is given back waits so long for the bus. */
    Consuming(Consumer<byte[], byte[]> consumer, KafkaSettings settings, SourceContext context, Duration forAnswers) {
        this.consumer = consumer;
        this.settings = settings;
        this.context = context;
        this.forAnswers = forAnswers;
        this.watch = new BrokerWatch(consumer, settings, context);
    }

    /** Joins the group. */
    void subscribe() {
        switch (settings.topics()) {
            case KafkaSettings.Named(var names) -> consumer.subscribe(names, this);
            case KafkaSettings.Matching(var pattern) -> consumer.subscribe(pattern, this);
        }
    }

    /** One round: what was answered, what is to be sent, what is to be committed, and what is new. */
    void step() {
        takeAnswers();
        var now = context.clock().instant();
        watch.look(now);
        intakes.values().forEach(intake -> send(intake, now));
        commit(now);
        pauseAndResume();
        poll();
        if (fatal != null) {
            throw new KafkaException("offsets of group cannot be committed", fatal);
        }
    }

    private void poll() {
        try {
            for (var record : consumer.poll(underWay.isEmpty() ? WHILE_IDLE : WHILE_UNDER_WAY)) {
                var partition = new TopicPartition(record.topic(), record.partition());
                intakes.computeIfAbsent(partition, _ -> new Intake()).add(taken(record));
            }
        } catch (RetriableException e) {
            LOG.debug("not read, tried again source={}", settings.name(), e);
        }
    }

    private Taken taken(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Taken(record, settings.mapping().event(record), false);
        } catch (UnmappableException e) {
            return rejected(record, "malformed", e.explanation());
        }
    }

    private Taken rejected(ConsumerRecord<byte[], byte[]> record, String reason, String cause) {
        var told = (cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "..." : cause)
                .replaceAll("\\p{Cntrl}", " ");
        context.refused(reason);
        LOG.warn(
                "record refused source={} topic={} partition={} offset={} cause=\"{}\"",
                settings.name(),
                record.topic(),
                record.partition(),
                record.offset(),
                told);
        return new Taken(record, RejectedRecord.event(settings.mapping(), record, told), true);
    }

    private void send(Intake intake, Instant now) {
        var block = intake.next(now);
        while (block.isPresent() && !publish(intake, block.get())) {
            block = intake.next(now);
        }
    }

    /** False if the bus would never take it; then something else is to be sent. */
    private boolean publish(Intake intake, Block block) {
        try {
            var answer = context.publisher()
                    .publish(block.events())
                    .handle((outcome, failure) ->
                            answers.add(() -> onOutcome(intake, Optional.ofNullable(outcome), failure)))
                    .toCompletableFuture();
            underWay.put(intake, answer);
            return true;
        } catch (IllegalArgumentException e) {
            refuse(intake, block.taken(), e);
            return false;
        }
    }

    private void refuse(Intake intake, List<Taken> taken, IllegalArgumentException cause) {
        if (taken.size() > 1) {
            intake.split();
        } else if (taken.getFirst().isRejected()) {
            throw cause;
        } else {
            intake.replace(rejected(taken.getFirst().record(), "too-large", String.valueOf(cause.getMessage())));
        }
    }

    private void takeAnswers() {
        for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    private void onOutcome(Intake intake, Optional<Outcome> outcome, @Nullable Throwable failure) {
        underWay.remove(intake);
        switch (outcome.orElseThrow(() -> new IllegalStateException("publishing has failed", failure))) {
            case Outcome.Accepted _ -> intake.accepted();
            case Outcome.Rejected(var _, var pause) -> again(intake, pause);
            case Outcome.Unavailable(var _, var pause) -> again(intake, pause);
            case Outcome.Indeterminate(var _, var pause) -> again(intake, pause);
        }
    }

    private void again(Intake intake, Duration pause) {
        intake.again(context.clock().instant().plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause));
    }

    private void pauseAndResume() {
        intakes.forEach((partition, intake) -> intake.pausing(settings.inFlightBytes())
                .ifPresent(should -> {
                    if (should) {
                        consumer.pause(List.of(partition));
                    } else {
                        consumer.resume(List.of(partition));
                    }
                }));
    }

    private void commit(Instant now) {
        if (isCommitting || now.isBefore(nextCommit)) {
            return;
        }
        nextCommit = now.plus(COMMIT_EVERY);
        var offsets = commitable(intakes.keySet());
        if (!offsets.isEmpty()) {
            isCommitting = true;
            consumer.commitAsync(offsets, this::onCommitted);
        }
    }

    private void onCommitted(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        isCommitting = false;
        if (failure == null) {
            offsets.forEach((partition, offset) -> {
                var intake = intakes.get(partition);
                if (intake != null) {
                    intake.committed(offset.offset());
                }
            });
        } else if (passes(failure)) {
            LOG.debug("offsets not committed, tried again source={}", settings.name(), failure);
        } else {
            fatal = failure;
        }
    }

    /** Whether it passes by itself, be it that the partitions are somebody else's by then. */
    private static boolean passes(Exception failure) {
        return failure instanceof RetriableException
                || failure instanceof RebalanceInProgressException
                || failure instanceof CommitFailedException;
    }

    private Map<TopicPartition, OffsetAndMetadata> commitable(Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var intake = intakes.get(partition);
            if (intake != null) {
                passPosition(partition, intake);
                intake.commitable().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
            }
        }
        return offsets;
    }

    /**
     * Where nothing is left to be published, the position itself may be committed: it is past what is no record, and keeps the place
     * where a group began that starts at the end.
     */
    private void passPosition(TopicPartition partition, Intake intake) {
        if (intake.isIdle()) {
            try {
                intake.passed(consumer.position(partition, Duration.ZERO));
            } catch (RetriableException e) {
                LOG.trace("position not known yet source={} partition={}", settings.name(), partition, e);
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> intakes.put(partition, new Intake()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        giveBack(List.copyOf(partitions), FOR_A_COMMIT);
    }

    /** Another node has them already: what it does not find on the bus it reads again. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    /** Gives back all that this node reads. */
    void finish(Duration forCommit) {
        giveBack(List.copyOf(intakes.keySet()), forCommit);
    }

    private void giveBack(Collection<TopicPartition> partitions, Duration forCommit) {
        awaitAnswers(partitions);
        takeAnswers();
        var offsets = commitable(partitions);
        try {
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, forCommit);
            }
        } catch (KafkaException e) {
            LOG.warn("offsets not committed, records will be read again source={}", settings.name(), e);
        } finally {
            forget(partitions);
        }
    }

    /** Waits for what is on its way, but not for long: what comes too late is recognised when it is read again. */
    private void awaitAnswers(Collection<TopicPartition> partitions) {
        var awaited = new ArrayList<CompletableFuture<?>>();
        for (var partition : partitions) {
            var intake = intakes.get(partition);
            if (intake != null && underWay.containsKey(intake)) {
                awaited.add(underWay.get(intake));
            }
        }
        try {
            CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new))
                    .get(forAnswers.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("not all is on the bus source={}", settings.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var intake = intakes.remove(partition);
            if (intake != null) {
                underWay.remove(intake);
            }
        }
    }
}
