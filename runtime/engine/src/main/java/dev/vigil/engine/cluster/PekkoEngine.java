package dev.vigil.engine.cluster;

import dev.vigil.api.Publisher;
import dev.vigil.api.Sensor;
import dev.vigil.engine.AvailabilityView;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterPage;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterTally;
import dev.vigil.engine.DeadLetterView;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.FoundEvent;
import dev.vigil.engine.Health;
import dev.vigil.engine.InstancePage;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.LogPage;
import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.ReplayEnd;
import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.ReplayView;
import dev.vigil.engine.SensorDrop;
import dev.vigil.engine.SensorView;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.journal.OutageTable;
import dev.vigil.engine.membership.Joining;
import dev.vigil.engine.membership.Standing;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine on Pekko: an actor system of its own, a cluster of this node, and the slots on it. */
public final class PekkoEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(PekkoEngine.class);
    private static final Duration REACH_AGAIN = Duration.ofMillis(100);

    private final ActorSystem<?> system;
    private final Database database;
    private final SlotServices services;
    private final LanePublisher publisher;
    private final Queries queries;
    private final DeadLetterQueries deadLetters;
    private final StoryQueries stories;
    private final SensorDrops drops;
    private final Replays replays;
    private final ClusterQuery cluster;
    private final CanaryBoard canary;
    private final OwnedSources sources;
    private volatile boolean slotsReached;

    private PekkoEngine(
            ActorSystem<?> system,
            Database database,
            SlotServices services,
            LanePublisher publisher,
            List<EntityRef<SlotCommand>> slots,
            CanaryBoard canary,
            OwnedSources sources) {
        this.system = system;
        this.database = database;
        this.services = services;
        this.publisher = publisher;
        var answers = new SlotAnswers(slots, services);
        this.queries = new Queries(answers, services);
        this.deadLetters = new DeadLetterQueries(answers);
        this.stories = new StoryQueries(answers, services);
        this.drops = new SensorDrops(answers, services);
        this.replays = new Replays(answers, services);
        this.cluster = new ClusterQuery(system, slots, services, sources);
        this.canary = canary;
        this.sources = sources;
    }

    /**
     * Starts an engine in an actor system, which was created with the configuration of {@link EngineConfig} and with
     * {@link Database#setup()}. The slots come up after that, see {@link #health()}.
     *
     * @param database of its journal; closed with the engine
     * @param sensors by name
     * @param triggers by name
     * @param registry where it counts
     * @param tracing where it records spans; closed by who made it
     */
    public static PekkoEngine start(
            ActorSystem<?> system,
            Database database,
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Map<String, TriggerBinding> triggers,
            MeterRegistry registry,
            Tracing tracing,
            InstantSource clock) {
        var meters = new EngineMeters(registry, sensors.keySet(), triggers.keySet(), clock);
        var standing = Standing.start(system);
        var node = Members.text(Cluster.get(system).selfMember().address());
        var services = new SlotServices(
                settings,
                runners(sensors, settings.handlerTries(), tracing),
                database.reader(),
                CatchUp.ofThisMachine(),
                database.trimmer(),
                DispatchTriggers.start(system, triggers, registry, tracing, clock, standing::mayAct),
                meters,
                tracing,
                new SlotBoard(),
                standing,
                new Departure(),
                clock,
                new Beats(beat -> database.outages().beat(node, beat)),
                node);
        CoordinatorStart.start(system, List.of(SlotSharding.SLOT.name(), SourceSharding.SOURCE.name()));
        var slots = SlotSharding.start(system, services);
        join(system, services, database.outages());
        var publisher = LanePublisher.start(system, slots, settings.limits().publishBytes(), meters, tracing);
        meters.atRisk(() -> publisher.atRisk(System.nanoTime()));
        var canary = CanaryStart.of(system, slots, services, database.outages(), registry);
        var sources = new OwnedSources(system, database.sources(), standing, registry, node);
        var engine = new PekkoEngine(system, database, services, publisher, slots, canary, sources);
        var wake = new SlotRequest.Wake();
        Waking.start(system, () -> slots.forEach(slot -> slot.tell(wake)));
        engine.prepareToLeave();
        if (!engine.isAlone()) {
            engine.reach();
        }
        return engine;
    }

    /** A node that finds the others by discovery takes longer for that than for its rehearsal. */
    private static void join(ActorSystem<?> system, SlotServices services, OutageTable table) {
        var join = services.settings().cluster().join();
        Joining.connect(system, join);
        var ready = join instanceof Join.Alone
                ? CompletableFuture.completedFuture(0)
                : Rehearsal.start(system, services.settings().slots(), slot -> new Recovering(slot, services));
        var _ = ready.thenRun(() -> Joining.start(system, join, services.node(), table))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.error("the node cannot join, and stops", failure);
                        system.terminate();
                    }
                });
    }

    private static List<? extends SensorRunner<?>> runners(Map<String, Sensor<?>> sensors, int tries, Tracing tracing) {
        var runners = new ArrayList<SensorRunner<?>>();
        sensors.forEach((name, sensor) -> runners.add(new SensorRunner<>(name, sensor, tries, tracing.isOn())));
        return List.copyOf(runners);
    }

    /** Before sharding hands the slots over. A node that is alone hands them to nobody. */
    private void prepareToLeave() {
        if (!isAlone()) {
            CoordinatedShutdown.get(system)
                    .addTask(
                            CoordinatedShutdown.PhaseBeforeClusterShutdown(),
                            "prepare-slots",
                            () -> services.departure().begin(services.board().serving()));
        }
    }

    /**
     * Asks until slots have answered: a node that cannot reach them must not get traffic. Not of a node that stops, which would
     * wait for questions to slots that it has handed over.
     */
    private void reach() {
        if (CoordinatedShutdown.get(system).getShutdownReason().isPresent()) {
            return;
        }
        var answers = isUp() ? queries.answering() : CompletableFuture.completedFuture(0L);
        answers.thenAccept(count -> {
            slotsReached = count > 0;
            if (!slotsReached) {
                system.scheduler().scheduleOnce(REACH_AGAIN, this::reach, system.executionContext());
            }
        });
    }

    /** The actor system, for what else a node runs on it. */
    public ActorSystem<?> system() {
        return system;
    }

    @Override
    public Publisher publisher() {
        return publisher;
    }

    @Override
    public void own(Map<String, OwnedSource> owned) {
        sources.start(owned, publisher);
    }

    @Override
    public CompletionStage<List<SensorView>> sensors() {
        return queries.sensors();
    }

    @Override
    public CompletionStage<SensorDrop> drop(String sensor) {
        return drops.drop(sensor);
    }

    @Override
    public CompletionStage<ReplayStart> replay(String sensor, Optional<Instant> from, boolean fires) {
        return replays.begin(sensor, from, fires);
    }

    @Override
    public CompletionStage<Optional<ReplayView>> replay(String sensor) {
        return replays.view(sensor);
    }

    @Override
    public CompletionStage<ReplayEnd> giveUpReplay(String sensor) {
        return replays.giveUp(sensor);
    }

    @Override
    public CompletionStage<Optional<InstancePage>> instances(String sensor, Optional<String> afterKey, int limit) {
        return queries.instances(sensor, afterKey, limit);
    }

    @Override
    public CompletionStage<Optional<InstanceView>> instance(String sensor, String key) {
        return queries.instance(sensor, key);
    }

    @Override
    public CompletionStage<LogPage> events(int partition, long fromOffset, int limit) {
        return queries.events(partition, fromOffset, limit);
    }

    @Override
    public CompletionStage<Optional<EventStory>> story(int partition, long offset) {
        return stories.story(partition, offset);
    }

    @Override
    public CompletionStage<Optional<FoundEvent>> find(String source, String id) {
        return stories.find(source, id);
    }

    @Override
    public CompletionStage<DeadLetterPage> deadLetters(
            DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return deadLetters.page(filter, after, limit);
    }

    @Override
    public CompletionStage<Optional<DeadLetterView>> deadLetter(DeadLetterId id) {
        return deadLetters.one(id);
    }

    @Override
    public CompletionStage<DeadLetterResult> redrive(DeadLetterId id, OptionalInt redrives) {
        return deadLetters.redrive(id, redrives);
    }

    @Override
    public CompletionStage<DeadLetterResult> discard(DeadLetterId id) {
        return deadLetters.discard(id);
    }

    @Override
    public CompletionStage<DeadLetterTally> redriveAll(
            DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return deadLetters.redriveAll(filter, after, limit);
    }

    @Override
    public CompletionStage<DeadLetterTally> discardAll(
            DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return deadLetters.discardAll(filter, after, limit);
    }

    @Override
    public int partitions() {
        return services.settings().slots();
    }

    @Override
    public CompletionStage<Health> health() {
        boolean up = isUp();
        return database.reachable()
                .thenApply(reachable -> new Health(
                        up, reachable, hasReachedSlots(), services.board().slots()));
    }

    /** A node that is alone has its slots in its own process. */
    private boolean hasReachedSlots() {
        return isAlone() || slotsReached;
    }

    @Override
    public CompletionStage<ClusterView> cluster() {
        return cluster.view();
    }

    @Override
    public CompletionStage<AvailabilityView> availability() {
        return canary.availability();
    }

    private boolean isUp() {
        return Members.isUp(system);
    }

    /** Whether this node is a member and its slots run; those of a node that is alone are all of them. */
    public boolean isServing() {
        var slots = services.board().slots();
        boolean allHere = !isAlone() || slots.size() == partitions();
        return isUp() && hasReachedSlots() && allHere && slots.stream().allMatch(Health.Slot::running);
    }

    private boolean isAlone() {
        return services.settings().cluster().join() instanceof Join.Alone;
    }

    private boolean isSettled() {
        int here = isAlone() ? partitions() : services.board().slots().size();
        return isUp() && services.board().settled() >= here && hasReachedSlots();
    }

    /**
     * Blocks until this node is a member and each of its slots runs or has stopped for good, or that time is over, or the
     * node stops; false where something is still on its way.
     */
    public boolean awaitSettled(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!isSettled()) {
            boolean isStopping =
                    CoordinatedShutdown.get(system).getShutdownReason().isPresent();
            if (isStopping || System.nanoTime() >= end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    /** Closes the journal; the slots must have stopped, which they do when the actor system shuts down. */
    @Override
    public void close() {
        database.close();
    }
}
