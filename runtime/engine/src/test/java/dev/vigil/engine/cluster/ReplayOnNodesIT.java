package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.ReplayStart;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays on real nodes of which one is killed, one stops and comes back. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayOnNodesIT {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROOMS = 20;

    private final TestPostgres postgres = TestPostgres.start();
    private final TreeMap<Integer, EmbeddedEngine> nodes = new TreeMap<>();
    private final List<Integer> ports = FreePorts.find(3);
    /** Goes on from that time, and jumps when it is told to. */
    private final AtomicReference<Clock> clock =
            new AtomicReference<>(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), FIRST)));

    private int published;

    @AfterEach
    void stop() {
        nodes.descendingMap().values().forEach(EmbeddedEngine::close);
        postgres.close();
    }

    @Test
    void aReplayGoesOnWhileNodesDieAndEventsCome() throws Exception {
        Map<String, Sensor<?>> sensors = Map.of("rooms", new Tallies(StartPosition.earliest()));
        for (int node = 0; node < 3; node++) {
            start(node, sensors);
        }
        TickerLog.await("slots live on all three", () -> owners() == 3);
        for (int i = 0; i < 20; i++) {
            publish(500);
        }
        awaitTotal("rooms", 10_000);
        assertThat(Replayed.get(any().replay("rooms", Optional.empty(), false)).outcome())
                .isEqualTo(ReplayStart.Outcome.BEGUN);
        publish(100);
        kill(1);
        publish(100);
        close(0);
        publish(100);
        start(0, sensors);
        publish(100);
        Replayed.await(this::any, "rooms");
        awaitTotal("rooms", 10_400);
        publish(100);
        awaitTotal("rooms", 10_500);
    }

    @Test
    void aSensorThatIsNotConfiguredEverywhereIsNotReplayed() throws Exception {
        start(0, Map.of("rooms", new Tallies(StartPosition.earliest())));
        start(1, Map.of("rooms", new Tallies(StartPosition.earliest()), "more", new Tallies(StartPosition.earliest())));
        TickerLog.await("slots live on both", () -> owners() == 2);
        publish(100);
        var refused = Replayed.get(any().replay("more", Optional.empty(), false));
        assertThat(refused.outcome()).isEqualTo(ReplayStart.Outcome.REFUSED);
        assertThat(refused.reason()).contains("not configured on the nodes of slot");
        assertThat(Replayed.get(any().replay("more"))).isEmpty();
    }

    private PekkoEngine any() {
        return nodes.lastEntry().getValue().engine();
    }

    private long owners() {
        return any().cluster().toCompletableFuture().join().slots().stream()
                .flatMap(slot -> slot.node().stream())
                .distinct()
                .count();
    }

    private void awaitTotal(String sensor, long total) {
        TickerLog.await(sensor + " has " + total, () -> total(sensor) >= total);
        assertThat(total(sensor)).as(sensor).isEqualTo(total);
    }

    private long total(String sensor) {
        try {
            long total = 0;
            for (int room = 0; room < ROOMS; room++) {
                var instance = Replayed.get(any().instance(sensor, "room-" + room));
                total += instance.map(view -> Long.parseLong(view.stateJson().replaceAll("\\D", "")))
                        .orElse(0L);
            }
            return total;
        } catch (Exception e) {
            return -1; // while slots move
        }
    }

    private void publish(int count) throws Exception {
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
            return Replayed.get(any().publisher().publish(events)) instanceof Outcome.Accepted;
        } catch (Exception e) {
            return false; // sent again under the same ids
        }
    }

    private void close(int node) {
        var closed = nodes.remove(node);
        if (closed != null) {
            closed.close();
        }
    }

    /** As if the process had been killed: nothing is handed over, the port is closed, the others find out. */
    private void kill(int node) throws Exception {
        var killed = nodes.remove(node);
        if (killed != null) {
            killed.system().terminate();
            killed.system().getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
            killed.engine().close();
        }
    }

    private void start(int node, Map<String, Sensor<?>> sensors) throws InterruptedException {
        boolean dies = node == 1;
        var config = ConfigFactory.parseString("pekko { cluster.jmx.multi-mbeans-in-same-jvm = on,"
                + " coordinated-shutdown.run-by-actor-system-terminate = " + (dies ? "off" : "on") + " }");
        var journal = new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4);
        var settings = EngineSettings.of(journal).withSlots(8).withCluster(cluster(ports.get(node)));
        nodes.put(
                node,
                EmbeddedEngine.start(
                        config,
                        settings,
                        sensors,
                        Map.of(),
                        new SimpleMeterRegistry(),
                        Tracing.OFF,
                        () -> clock.get().instant()));
    }

    private ClusterSettings cluster(int port) {
        return new ClusterSettings(
                "replays",
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }
}
