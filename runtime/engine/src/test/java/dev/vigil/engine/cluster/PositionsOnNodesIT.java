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
import dev.vigil.engine.SensorDrop;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rolling change of the configuration on three real nodes: sensors come and go slot by slot, and one node is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PositionsOnNodesIT {
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
    void sensorsThatComeWithARollingChangeHaveEachEventOnce() throws Exception {
        Map<String, Sensor<?>> before =
                Map.of("stays", new Tallies(StartPosition.earliest()), "goes", new Tallies(StartPosition.earliest()));
        Map<String, Sensor<?>> after = Map.of(
                "stays", new Tallies(StartPosition.earliest()),
                "all", new Tallies(StartPosition.earliest()),
                "since", new Tallies(StartPosition.at(FIRST.plus(Duration.ofHours(12)))));
        for (int node = 0; node < 3; node++) {
            start(node, before);
        }
        TickerLog.await("slots live on all three", () -> owners() == 3);
        publish(100);
        clock.updateAndGet(now -> Clock.offset(now, Duration.ofDays(1)));
        publish(50);
        for (int node = 0; node < 3; node++) {
            close(node);
            publish(10);
            start(node, after);
            publish(10);
            if (node == 0) {
                assertThat(get(any().drop("goes"))).isEqualTo(SensorDrop.CONFIGURED);
            }
        }
        TickerLog.await("slots live on all three", () -> owners() == 3);
        kill(1);
        publish(10);
        awaitTotal("stays", 220);
        awaitTotal("all", 220);
        awaitTotal("since", 120);

        assertThat(get(any().drop("all"))).isEqualTo(SensorDrop.CONFIGURED);
        TickerLog.await("every slot has dropped it", () -> drops("goes"));
        assertThat(get(any().instances("goes", Optional.empty(), 10))).isEmpty();
        awaitTotal("all", 220);
    }

    private boolean drops(String sensor) {
        try {
            return get(any().drop(sensor)) != SensorDrop.CONFIGURED;
        } catch (Exception e) {
            return false; // while slots move
        }
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
                var instance = get(any().instance(sensor, "room-" + room));
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
            return get(any().publisher().publish(events)) instanceof Outcome.Accepted;
        } catch (Exception e) {
            return false; // sent again under the same ids
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
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
        boolean dies = node == 1 && sensors.containsKey("all");
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
                "positions",
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }
}
