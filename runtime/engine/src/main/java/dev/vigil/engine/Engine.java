package dev.vigil.engine;

import dev.vigil.api.Publisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * One node's engine: bus, sensors and triggers.
 *
 * <p>Threading: safe to share; nothing blocks but {@link #close()}.
 *
 * <p>Failure: a stage fails with {@link EngineUnavailableException} where a slot cannot answer at present.
 */
public interface Engine extends AutoCloseable {
    /** The way onto the bus. */
    Publisher publisher();

    /**
     * Lets sources run that run on one node at a time: each is started and closed here or elsewhere, as the nodes share them
     * out. Called once, when this node may own some; also with none, so that the others can rely on it.
     *
     * @param sources by name; every node of a cluster has the same
     * @throws IllegalStateException if it has been called before
     */
    void own(Map<String, OwnedSource> sources);

    /** All sensors that are configured here, by name, then those that are not any more and whose state is kept. */
    CompletionStage<List<SensorView>> sensors();

    /**
     * Forgets the instances of a sensor that is not configured any more, with their timers. Its firings that are under way and
     * its dead letters stay. If it comes back, it begins anew where it is configured to, but never before where it had come
     * to. Where the stage fails, some slots may have forgotten it and others not: to be called again.
     */
    CompletionStage<SensorDrop> drop(String sensor);

    /**
     * Rebuilds the state of a sensor from the log, beside the one that it has, which goes on meanwhile; the new one takes its
     * place, slot by slot, when it has come as far. Where the stage fails, some slots may have begun: to be called again with
     * the same.
     *
     * @param from from which time on; empty for the beginning of the log
     * @param fires whether firings of events that the sensor has had are carried out again, under the ids that they had; if
     *     not, they are only counted
     */
    CompletionStage<ReplayStart> replay(String sensor, Optional<Instant> from, boolean fires);

    /** The last replay of a sensor; empty where there was none. */
    CompletionStage<Optional<ReplayView>> replay(String sensor);

    /** Gives up the replay of a sensor. Where the stage fails, some slots may have: to be called again. */
    CompletionStage<ReplayEnd> giveUpReplay(String sensor);

    /**
     * One page of a sensor's instances, by key; empty where there is no such sensor. A page may have fewer than the limit, of
     * long keys; what follows is told by {@link InstancePage#nextAfterKey()} alone.
     */
    CompletionStage<Optional<InstancePage>> instances(String sensor, Optional<String> afterKey, int limit);

    /**
     * What is committed of one instance; empty where there is none. The stage fails with {@link InstanceTooLargeException} if
     * it is too large to be shown.
     */
    CompletionStage<Optional<InstanceView>> instance(String sensor, String key);

    /** In place of an offset: where the log of a partition begins. */
    long LOG_BEGIN = -1;

    /**
     * The log of one partition from that offset, or {@link #LOG_BEGIN}, on. The stage fails with {@link LogBeginsLaterException}
     * if what is there is not kept any more.
     */
    CompletionStage<LogPage> events(int partition, long fromOffset, int limit);

    /**
     * What became of the event at an offset of a partition; empty where there is none. The stage fails with
     * {@link LogBeginsLaterException} if it is not kept any more.
     */
    CompletionStage<Optional<EventStory>> story(int partition, long offset);

    /**
     * The event of that identity, among those from outside that the dedupe windows of the slots remember; empty where none of
     * them does. The stage fails with {@link LogBeginsLaterException} if one does and the event is not kept any more.
     */
    CompletionStage<Optional<FoundEvent>> find(String source, String id);

    /**
     * One page of the dead letters that are meant, by slot and id. A page may have fewer than the limit; what follows is told
     * by {@link DeadLetterPage#next()} alone.
     */
    CompletionStage<DeadLetterPage> deadLetters(DeadLetterFilter filter, Optional<DeadLetterId> after, int limit);

    /** One dead letter; empty where there is none of that id. */
    CompletionStage<Optional<DeadLetterView>> deadLetter(DeadLetterId id);

    /**
     * Handles a dead letter again, once.
     *
     * @param redrives how often it had been redriven when the caller saw it: so this does nothing the second time, however
     *     often it is sent; where it is empty, as often as it has been now
     */
    CompletionStage<DeadLetterResult> redrive(DeadLetterId id, OptionalInt redrives);

    /** Forgets a dead letter. */
    CompletionStage<DeadLetterResult> discard(DeadLetterId id);

    /** Redrives one page of the dead letters that are meant, see {@link #deadLetters}. */
    CompletionStage<DeadLetterTally> redriveAll(DeadLetterFilter filter, Optional<DeadLetterId> after, int limit);

    /** Discards one page of the dead letters that are meant, see {@link #deadLetters}. */
    CompletionStage<DeadLetterTally> discardAll(DeadLetterFilter filter, Optional<DeadLetterId> after, int limit);

    /** How many partitions the bus has. */
    int partitions();

    /** How the journal and the slots of this node are; always completes normally. */
    CompletionStage<Health> health();

    /** The cluster as this node sees it; completes normally within three seconds, whatever does not answer. */
    CompletionStage<ClusterView> cluster();

    /** How available the cluster was; completes normally within three seconds, from memory if the database is away. */
    CompletionStage<AvailabilityView> availability();

    /** Stops in order: what was accepted is finished or left in the journal. */
    @Override
    void close();
}
