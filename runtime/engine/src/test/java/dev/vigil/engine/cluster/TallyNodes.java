package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Three real nodes on PostgreSQL whose sensors, {@link Tallies}, count events by room; one clock for all of them. */
final class TallyNodes implements AutoCloseable {
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROOMS = 20;

    private final String cluster;
    private final UnaryOperator<EngineSettings> settings;
    private final TestPostgres postgres = TestPostgres.start();
    private final TreeMap<Integer, EmbeddedEngine> nodes = new TreeMap<>();
    private final List<Integer> ports = FreePorts.find(3);
    /** Goes on from that time, and jumps when it is told to. */
    private final AtomicReference<Clock> clock =
            new AtomicReference<>(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), FIRST)));

    private int published;

    /** None of them runs yet; their settings are what is made of the usual ones. */
    TallyNodes(String cluster, UnaryOperator<EngineSettings> settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    TestPostgres postgres() {
        return postgres;
    }

    void advance(Duration time) {
        clock.updateAndGet(now -> Clock.offset(now, time));
    }

    PekkoEngine any() {
        return nodes.lastEntry().getValue().engine();
    }

    void awaitOwners(int count) {
        TickerLog.await("slots live on " + count + " nodes", () -> owners() == count);
    }

    private long owners() {
        return any().cluster().toCompletableFuture().join().slots().stream()
                .flatMap(slot -> slot.node().stream())
                .distinct()
                .count();
    }

    void awaitTotal(String sensor, long total) {
        TickerLog.await(sensor + " has " + total, () -> total(sensor) >= total);
        assertThat(total(sensor)).as(sensor).isEqualTo(total);
    }

    private long total(String sensor) {
        try {
            long total = 0;
            for (int room = 0; room < ROOMS; room++) {
                var instance = get(any().instance(sensor, "room-" + room));
                total += instance.map(view -> Long.parseLong(view.stateJson().replaceAll("\\D", "")))
                        .orElse(0L);
            }
            return total;
        } catch (Exception e) {
            return -1; // while slots move
        }
    }

    void publish(int count) {
        var events = IntStream.range(0, count)
                .mapToObj(_ -> published++)
                .map(number -> Event.of("test", "e" + number, "t")
                        .subject("k" + number)
                        .extension("room", "room-" + number % ROOMS)
                        .build())
                .toList();
        TickerLog.await("published", () -> isPublished(events));
    }

    private boolean isPublished(List<Event> events) {
        try {
            return get(any().publisher().publish(events)) instanceof Outcome.Accepted;
        } catch (Exception e) {
            return false; // sent again under the same ids
        }
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    void close(int node) {
        var closed = nodes.remove(node);
        if (closed != null) {
            closed.close();
        }
    }

    /** As if the process had been killed: nothing is handed over, the port is closed, the others find out. */
    void kill(int node) throws Exception {
        var killed = nodes.remove(node);
        if (killed != null) {
            killed.system().terminate();
            killed.system().getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
            killed.engine().close();
        }
    }

    void start(int node, Map<String, Sensor<?>> sensors) throws InterruptedException {
        start(node, sensors, "on");
    }

    /** One whose end is not to be told to the others. */
    void startToBeKilled(int node, Map<String, Sensor<?>> sensors) throws InterruptedException {
        start(node, sensors, "off");
    }

    private void start(int node, Map<String, Sensor<?>> sensors, String tells) throws InterruptedException {
        var config = ConfigFactory.parseString("pekko { cluster.jmx.multi-mbeans-in-same-jvm = on,"
                + " coordinated-shutdown.run-by-actor-system-terminate = " + tells + " }");
        var journal = new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4);
        var usual = EngineSettings.of(journal).withSlots(8).withCluster(member(ports.get(node)));
        nodes.put(
                node,
                EmbeddedEngine.start(
                        config,
                        settings.apply(usual),
                        sensors,
                        Map.of(),
                        new SimpleMeterRegistry(),
                        Tracing.OFF,
                        () -> clock.get().instant()));
    }

    private ClusterSettings member(int port) {
        return new ClusterSettings(
                cluster,
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }

    @Override
    public void close() {
        nodes.descendingMap().values().forEach(EmbeddedEngine::close);
        postgres.close();
    }
}
