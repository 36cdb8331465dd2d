package dev.vigil.engine.cluster;

import com.typesafe.config.Config;
import dev.vigil.api.Publisher;
import dev.vigil.api.Sensor;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.Health;
import dev.vigil.engine.InstancePage;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.LogPage;
import dev.vigil.engine.SensorView;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.sensor.SensorRunner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** The engine on Pekko: an actor system of its own, a cluster of this node, and the slots on it. */
public final class PekkoEngine implements Engine {
    private static final Duration WAKE_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final ActorSystem<Void> system;
    private final Database database;
    private final SlotServices services;
    private final LanePublisher publisher;
    private final Queries queries;

    private PekkoEngine(
            ActorSystem<Void> system,
            Database database,
            SlotServices services,
            LanePublisher publisher,
            Queries queries) {
        this.system = system;
        this.database = database;
        this.services = services;
        this.publisher = publisher;
        this.queries = queries;
    }

    /**
     * Starts an engine. Blocks while the database is opened; slots come up after that, see {@link #health()}.
     *
     * @param pekko settings of Pekko over the engine's own
     * @param sensors by name, in the order in which they are asked
     * @param triggers by name
     * @throws RuntimeException one of those of {@link Database#open} if the journal cannot be opened
     */
    public static PekkoEngine start(
            Config pekko,
            EngineSettings settings,
            Map<String, Sensor<?>> sensors,
            Map<String, TriggerBinding> triggers,
            MeterRegistry registry,
            InstantSource clock) {
        var database = Database.open(settings.journal(), settings.slots());
        var setup = ActorSystemSetup.create(BootstrapSetup.create(EngineConfig.over(pekko)), database.setup());
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "vigil", setup);
        var meters = new EngineMeters(registry);
        var services = new SlotServices(
                settings,
                runners(sensors, settings.handlerTries()),
                database.reader(),
                DispatchTriggers.start(system, triggers, registry, clock),
                meters,
                new SlotBoard(),
                clock,
                system.address().toString());
        Cluster.get(system)
                .manager()
                .tell(Join.create(Cluster.get(system).selfMember().address()));
        var slots = SlotSharding.start(system, services);
        var publisher = LanePublisher.start(system, slots, settings.limits().publishBytes(), meters);
        var queries = new Queries(slots, services);
        var engine = new PekkoEngine(system, database, services, publisher, queries);
        engine.keepAwake(slots);
        return engine;
    }

    private static List<? extends SensorRunner<?>> runners(Map<String, Sensor<?>> sensors, int tries) {
        var runners = new ArrayList<SensorRunner<?>>();
        sensors.forEach((name, sensor) -> runners.add(new SensorRunner<>(name, sensor, tries)));
        return List.copyOf(runners);
    }

    /**
     * Sharding starts an entity with its first message, and a backlog must move even when nothing new arrives. Ends with the
     * shutdown, which otherwise waits for slots that are woken again and again.
     */
    private void keepAwake(List<EntityRef<SlotCommand>> slots) {
        var wake = new SlotRequest.Wake();
        var waking = system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        WAKE_EVERY,
                        () -> slots.forEach(slot -> slot.tell(wake)),
                        system.executionContext());
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "let-slots-sleep", () -> {
                    waking.cancel();
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    /** The actor system, for what else a node runs on it. */
    public ActorSystem<Void> system() {
        return system;
    }

    @Override
    public Publisher publisher() {
        return publisher;
    }

    @Override
    public CompletionStage<List<SensorView>> sensors() {
        return queries.sensors();
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
    public int partitions() {
        return services.settings().slots();
    }

    @Override
    public CompletionStage<Health> health() {
        boolean up = Cluster.get(system).selfMember().status().equals(MemberStatus.up());
        return database.reachable()
                .thenApply(
                        reachable -> new Health(up, reachable, services.board().slots()));
    }

    /** Whether all slots that live here run; as many as there are while this node is alone. */
    public boolean isServing() {
        var slots = services.board().slots();
        return slots.size() == partitions() && slots.stream().allMatch(Health.Slot::running);
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the actor system did not stop within " + STOP_WITHIN, e);
        } finally {
            database.close();
        }
    }
}
