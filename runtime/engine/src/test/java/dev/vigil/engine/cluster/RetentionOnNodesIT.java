package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logs that are cut on three real nodes, while slots move and one node is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RetentionOnNodesIT {
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
    void whateverHappensToNodesWhatIsKeptIsWholeAndWhatIsNotIsGone() throws Exception {
        for (int node = 0; node < 3; node++) {
            start(node);
        }
        TickerLog.await("slots live on all three", () -> owners() == 3);
        for (int round = 0; round < 6; round++) {
            publish(100);
            clock.updateAndGet(now -> Clock.offset(now, Duration.ofHours(2)));
            if (round == 2) {
                close(0);
                start(0);
            }
            if (round == 4) {
                TickerLog.await("something is being deleted", this::hasBegunToDelete);
                kill(1);
            }
        }
        awaitTotal("tally", 600);
        TickerLog.await("all is gone that is to go", () -> {
            clock.updateAndGet(now -> Clock.offset(now, Duration.ofHours(1)));
            return longs(EMPTY).isEmpty();
        });
        publish(100);
        awaitTotal("tally", 700);
        assertThat(longs(GAPS)).as("slots with a gap").isEmpty();
        start(1);
        publish(10);
        awaitTotal("tally", 710);
    }

    /** Slots whose logs still hold what is not kept, or that were never cut. */
    private static final String EMPTY =
            "SELECT 1 FROM generate_series(0, 7) slot WHERE NOT EXISTS (SELECT 1 FROM vigil_kept k"
                    + " WHERE k.persistence_id = 'slot-' || slot AND k.first_sequence = (SELECT MIN(j.sequence_number)"
                    + " FROM event_journal j WHERE j.persistence_id = k.persistence_id)"
                    + " AND k.first_sequence > 10)";

    private static final String GAPS = "SELECT COUNT(*) FROM event_journal GROUP BY persistence_id"
            + " HAVING COUNT(*) <> MAX(sequence_number) - MIN(sequence_number) + 1";

    private boolean hasBegunToDelete() {
        clock.updateAndGet(now -> Clock.offset(now, Duration.ofMinutes(30)));
        return !longs("SELECT first_sequence FROM vigil_kept").isEmpty();
    }

    private List<Long> longs(String sql) {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var longs = new ArrayList<Long>();
            while (rows.next()) {
                longs.add(rows.getLong(1));
            }
            return longs;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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

    private void start(int node) throws InterruptedException {
        boolean dies = node == 1;
        var config = ConfigFactory.parseString("pekko { cluster.jmx.multi-mbeans-in-same-jvm = on,"
                + " coordinated-shutdown.run-by-actor-system-terminate = " + (dies ? "off" : "on") + " }");
        var journal = new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4);
        var settings = EngineSettings.of(journal)
                .withSlots(8)
                .withCluster(cluster(ports.get(node)))
                .withRetention(new EngineSettings.Retention(Optional.of(Duration.ofHours(6)), OptionalLong.empty()));
        nodes.put(
                node,
                EmbeddedEngine.start(
                        config,
                        settings,
                        Map.of("tally", new Tallies(StartPosition.earliest())),
                        Map.of(),
                        new SimpleMeterRegistry(),
                        Tracing.OFF,
                        () -> clock.get().instant()));
    }

    private ClusterSettings cluster(int port) {
        return new ClusterSettings(
                "retention",
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }
}
