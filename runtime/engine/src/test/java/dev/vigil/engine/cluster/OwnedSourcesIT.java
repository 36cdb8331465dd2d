package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that run on one node, on three real nodes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OwnedSourcesIT {
    private static final List<String> NAMES = List.of("clock", "file", "mail", "poll", "queue");

    private final TestPostgres postgres = TestPostgres.start();
    private final Tickers tickers = new Tickers();
    private final List<EmbeddedEngine> nodes = new ArrayList<>();
    private final List<Integer> ports = FreePorts.find(3);

    @AfterEach
    void stop() {
        nodes.reversed().forEach(EmbeddedEngine::close);
        postgres.close();
    }

    @Test
    void sourcesAreSpreadOverTheNodesMoveWhenOneLeavesAndWhenOneDiesAndEveryNumberIsThereOnce() throws Exception {
        for (int node = 0; node < 3; node++) {
            start(node);
        }
        TickerLog.await(
                "two, two and one",
                () -> tickers.byNode().values().stream().sorted().toList().equals(List.of(1, 2, 2)) && eachRunsOnce());
        TickerLog.await("all are shown as running", () -> running(nodes.getFirst()) == 5);
        assertThat(view(nodes.get(1)).sources())
                .extracting(ClusterView.Source::source)
                .containsExactlyElementsOf(NAMES);

        long before = TickerLog.assertWhole(nodes.getFirst().engine(), "clock", 1);
        stopInOrder(2);
        TickerLog.await("they run on two nodes", () -> tickers.byNode().size() == 2 && eachRunsOnce());
        for (var name : NAMES) {
            assertThat(tickers.most(name)).as("%s never ran twice", name).isEqualTo(1);
        }
        awaitMore("clock", before);

        long then = TickerLog.assertWhole(nodes.getFirst().engine(), "clock", before);
        killed(1);
        TickerLog.await("they run on one node", () -> running(nodes.getFirst()) == 5);
        awaitMore("clock", then);
        for (var name : NAMES) {
            TickerLog.assertWhole(nodes.getFirst().engine(), name, 10);
        }
    }

    private void awaitMore(String name, long than) {
        var engine = nodes.getFirst().engine();
        TickerLog.await("more numbers of " + name, () -> size(engine, name) > than + 10);
    }

    private static int size(PekkoEngine engine, String name) {
        try {
            return TickerLog.numbers(engine, name).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean eachRunsOnce() {
        return NAMES.stream().allMatch(name -> tickers.open(name) == 1);
    }

    private static long running(EmbeddedEngine node) {
        return view(node).sources().stream()
                .filter(source ->
                        source.running() && source.epoch() > 0 && source.node().isPresent())
                .count();
    }

    private static ClusterView view(EmbeddedEngine node) {
        return node.engine().cluster().toCompletableFuture().join();
    }

    private void stopInOrder(int node) {
        nodes.remove(node).close();
    }

    /** As if the process had been killed: nothing is handed over, the port is closed, the others find out. */
    private void killed(int node) throws Exception {
        var killed = nodes.remove(node);
        killed.system().terminate();
        killed.system().getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        killed.engine().close();
    }

    private void start(int node) throws InterruptedException {
        // Without a coordinated shutdown for the second: it is going to die.
        var config = ConfigFactory.parseString("pekko { cluster.jmx.multi-mbeans-in-same-jvm = on,"
                + " coordinated-shutdown.run-by-actor-system-terminate = " + (node == 1 ? "off" : "on") + " }");
        var journal = new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4);
        var settings = EngineSettings.of(journal).withSlots(8).withCluster(cluster(ports.get(node)));
        var started = EmbeddedEngine.start(
                config, settings, Map.of(), Map.of(), new SimpleMeterRegistry(), Tracing.OFF, InstantSource.system());
        nodes.add(started);
        started.engine().own(tickers.on("node" + node, NAMES));
    }

    private ClusterSettings cluster(int port) {
        return new ClusterSettings(
                "owned",
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SOURCE, ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }
}
