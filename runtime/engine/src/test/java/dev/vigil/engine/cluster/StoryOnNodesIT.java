package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.EventStory.Stage;
import dev.vigil.engine.SensorStory;
import dev.vigil.engine.SensorStory.Fate;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On three real nodes any of them tells the whole story of any event, wherever its slots live; also of what was before one died. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StoryOnNodesIT {
    private static final int EVENTS = 60;
    private static final int SLOTS = 8;

    private final TestPostgres postgres = TestPostgres.start();
    private final StorySensors world = new StorySensors();
    private final List<EmbeddedEngine> nodes = new ArrayList<>();
    private final List<Integer> ports = FreePorts.find(3);

    @AfterEach
    void stop() {
        nodes.reversed().forEach(EmbeddedEngine::close);
        postgres.close();
    }

    @Test
    void anyNodeTellsTheWholeStory() throws Exception {
        for (int node = 0; node < 3; node++) {
            start(node);
        }
        TickerLog.await("slots live on all three", () -> owners() == 3);
        var events = IntStream.range(0, EVENTS)
                .mapToObj(i -> Event.of("test", "e" + i, i % 2 == 0 ? "fire" : "publish")
                        .subject("k" + i)
                        .extension("device", "d" + i % 7)
                        .build())
                .toList();
        assertThat(get(nodes.getFirst().engine().publisher().publish(events)))
                .isEqualTo(new Outcome.Accepted(EVENTS, 0));
        var told = new ArrayList<EventStory>();
        for (var event : events) {
            TickerLog.await("the whole story of " + event.id(), () -> isWhole(nodes.getFirst(), event));
            told.add(story(nodes.getFirst(), event).orElseThrow());
        }
        told.forEach(StoryOnNodesIT::assertTold);
        assertSame(nodes.get(1), told);
        assertSame(nodes.get(2), told);

        killed(1);
        TickerLog.await("the others answer for all", () -> answersAll(told.getFirst()));
        assertSame(nodes.getLast(), told);
        for (int i = 0; i < EVENTS; i++) {
            var event = events.get(i);
            TickerLog.await("found again: " + event.id(), () -> isWhole(nodes.getLast(), event));
        }
    }

    private static void assertTold(EventStory story) {
        var key = story.event().subject().orElseThrow();
        var teller = StoryIT.sensor(story, "teller");
        assertThat(teller.key()).hasValue(key);
        assertThat(teller.slot()).hasValue(story.partition());
        assertThat(teller.turns().getFirst().stateJson()).hasValue("{\"count\":1}");
        assertThat(teller.firings().getFirst().stage()).isEqualTo(Stage.DELIVERED);
        var devices = StoryIT.sensor(story, "devices");
        var device = story.event().extension("device").orElseThrow();
        assertThat(devices.slot()).hasValue(Placement.slotOf(device, SLOTS));
        assertThat(devices.turns()).isNotEmpty();
        if (story.event().type().equals("publish")) {
            var child = teller.published().getFirst();
            assertThat(child.partition()).isEqualTo(Placement.slotOf("child of " + key, SLOTS));
            assertThat(child.offset()).isPresent();
        }
    }

    private static void assertSame(EmbeddedEngine node, List<EventStory> told) throws Exception {
        for (var story : told) {
            var again =
                    get(node.engine().story(story.partition(), story.offset())).orElseThrow();
            assertThat(again.sensors()).isEqualTo(story.sensors());
        }
    }

    private static Optional<EventStory> story(EmbeddedEngine node, Event event) throws Exception {
        var found = get(node.engine().find(event.source(), event.id()));
        return found.isEmpty()
                ? Optional.empty()
                : get(node.engine()
                        .story(found.get().partition(), found.get().entry().offset()));
    }

    private static boolean isWhole(EmbeddedEngine node, Event event) {
        try {
            var story = story(node, event);
            return story.isPresent() && story.get().sensors().stream().allMatch(StoryOnNodesIT::isWhole);
        } catch (ExecutionException e) {
            return false; // while slots move
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isWhole(SensorStory story) {
        return story.fate() != Fate.WAITING
                && story.firings().stream().allMatch(firing -> firing.stage() == Stage.DELIVERED)
                && story.published().stream().allMatch(one -> one.offset().isPresent());
    }

    private boolean answersAll(EventStory story) {
        var last = nodes.getLast().engine();
        return last.sensors()
                        .handle((_, failure) -> failure == null)
                        .toCompletableFuture()
                        .join()
                && last.story(story.partition(), story.offset())
                        .handle((_, failure) -> failure == null)
                        .toCompletableFuture()
                        .join();
    }

    private long owners() {
        return nodes.getFirst().engine().cluster().toCompletableFuture().join().slots().stream()
                .flatMap(slot -> slot.node().stream())
                .distinct()
                .count();
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
        var settings = EngineSettings.of(journal).withSlots(SLOTS).withCluster(cluster(ports.get(node)));
        nodes.add(EmbeddedEngine.start(
                config,
                settings,
                world.sensors(),
                world.triggers(),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                InstantSource.system()));
    }

    private ClusterSettings cluster(int port) {
        return new ClusterSettings(
                "stories",
                new ClusterSettings.Address("127.0.0.1", port, ""),
                Set.of(ClusterSettings.SLOT),
                new Join.Seeds(ports.stream().map(seed -> "127.0.0.1:" + seed).toList()),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(5)),
                Optional.empty());
    }
}
