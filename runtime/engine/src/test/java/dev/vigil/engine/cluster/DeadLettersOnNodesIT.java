package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterSummary;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters on three real nodes: any of them lists and redrives all, and an owner may die over it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeadLettersOnNodesIT {
    private static final int LETTERS = 60;

    private final TestPostgres postgres = TestPostgres.start();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final List<EmbeddedEngine> nodes = new ArrayList<>();
    private final List<Integer> ports = FreePorts.find(3);

    /** Counts, once it is repaired. */
    private static final class Fragile extends Sensor<Fragile.State> {
        record State(int count) {}

        private final AtomicBoolean broken;

        Fragile(AtomicBoolean broken) {
            this.broken = broken;
        }

        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public State initialState(String key) {
            return new State(0);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return Effect.become(new State(state.count() + 1));
        }
    }

    @AfterEach
    void stop() {
        nodes.reversed().forEach(EmbeddedEngine::close);
        postgres.close();
    }

    @Test
    void eachIsRedrivenOnceFromAnotherNodeThoughAnOwnerDiesMeanwhile() throws Exception {
        for (int node = 0; node < 3; node++) {
            start(node);
        }
        TickerLog.await("slots live on all three", () -> owners() == 3);
        var asked = nodes.getFirst().engine();
        var events = IntStream.range(0, LETTERS)
                .mapToObj(i -> Event.of("test", "e" + i, "t").subject("k" + i).build())
                .toList();
        assertThat(get(nodes.getLast().engine().publisher().publish(events)))
                .isEqualTo(new Outcome.Accepted(LETTERS, 0));
        assertThat(listed(asked)).hasSize(LETTERS).doesNotHaveDuplicates();
        assertThat(listed(nodes.getLast().engine())).isEqualTo(listed(asked));

        broken.set(false);
        var underWay = asked.redriveAll(DeadLetterFilter.ALL, Optional.empty(), 1_000);
        killed(1);
        assertThat(underWay.toCompletableFuture().handle((_, _) -> true).get(60, TimeUnit.SECONDS))
                .as("answered, or said to be unavailable")
                .isTrue();
        TickerLog.await("all are redriven", () -> redriveAll(asked));

        var other = nodes.getLast().engine();
        for (var event : events) {
            var view = get(other.instance("fragile", event.subject().orElseThrow()));
            assertThat(view)
                    .hasValueSatisfying(found -> assertThat(found.stateJson())
                            .as("of %s", event.id())
                            .isEqualTo("{\"count\":1}"));
        }
        assertThat(listed(other)).isEmpty();
    }

    private long owners() {
        return nodes.getFirst().engine().cluster().toCompletableFuture().join().slots().stream()
                .flatMap(slot -> slot.node().stream())
                .distinct()
                .count();
    }

    /** Whether nothing is left after one more time. */
    private static boolean redriveAll(PekkoEngine engine) {
        try {
            get(engine.redriveAll(DeadLetterFilter.ALL, Optional.empty(), 1_000));
            return listed(engine).isEmpty();
        } catch (ExecutionException e) {
            return false; // while slots move
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<DeadLetterSummary> listed(PekkoEngine engine) throws Exception {
        var all = new ArrayList<DeadLetterSummary>();
        var page = get(engine.deadLetters(DeadLetterFilter.ALL, Optional.empty(), 7));
        all.addAll(page.letters());
        while (page.next().isPresent()) {
            page = get(engine.deadLetters(DeadLetterFilter.ALL, page.next(), 7));
            all.addAll(page.letters());
        }
        return all;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
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
        nodes.add(EmbeddedEngine.start(
                config,
                settings,
                Map.of("fragile", new Fragile(broken)),
                Map.of(),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                InstantSource.system()));
    }

    private ClusterSettings cluster(int port) {
        return new ClusterSettings(
                "letters",
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }
}
