package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.EventStory.Stage;
import dev.vigil.engine.FoundEvent;
import dev.vigil.engine.SensorStory;
import dev.vigil.engine.SensorStory.Fate;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What became of events, told at once and after a restart. */
@Timeout(120)
class StoryIT {
    @TempDir
    Path folder;

    private final StorySensors world = new StorySensors();

    @Test
    void everySensorTellsWhatItMadeOfAnEventAndTheSameAfterARestart() throws Exception {
        try (var embedded = start(world.sensors())) {
            var engine = embedded.engine();
            publish(engine, "fire", "1");
            var story = await(engine, "1", told -> stage(told) == Stage.DELIVERED);
            assertFired(story);
            assertThat(sensor(story, "picky").fate()).isEqualTo(Fate.NOT_SUBSCRIBED);
            publish(engine, "none", "2");
            var turns = sensor(await(engine, "2", _ -> true), "teller").turns();
            assertThat(turns)
                    .singleElement()
                    .satisfies(turn -> assertThat(turn.isChanged()).isFalse());
            publish(engine, "forget", "3");
            assertThat(sensor(await(engine, "3", _ -> true), "teller").turns())
                    .singleElement()
                    .satisfies(turn -> {
                        assertThat(turn.isChanged()).isTrue();
                        assertThat(turn.stateJson()).isEmpty();
                    });
            var bare = Event.of("test", "bare", "fire").subject("k").build();
            assertThat(get(engine.publisher().publish(List.of(bare)))).isEqualTo(new Outcome.Accepted(1, 0));
            assertThat(sensor(await(engine, "bare", _ -> true), "devices").fate())
                    .isEqualTo(Fate.NO_KEY);
            assertThat(get(engine.find("test", "unknown"))).isEmpty();
            assertThat(get(engine.story(0, 1_000_000))).isEmpty();
            assertThat(get(engine.story(0, -1))).isEmpty();
        }
        try (var embedded = start(world.laterSensors())) {
            var story =
                    await(embedded.engine(), "1", told -> sensor(told, "all").fate() == Fate.HANDLED);
            assertFired(story);
            assertThat(sensor(story, "late").fate()).isEqualTo(Fate.BEFORE_START);
            publish(embedded.engine(), "fire", "4");
            assertThat(sensor(await(embedded.engine(), "4", _ -> true), "late").fate())
                    .isEqualTo(Fate.HANDLED);
        }
    }

    private static void assertFired(EventStory story) {
        var teller = sensor(story, "teller");
        assertThat(teller.fate()).isEqualTo(Fate.HANDLED);
        assertThat(teller.key()).hasValue("k");
        assertThat(teller.slot()).hasValue(story.partition());
        assertThat(teller.turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.stateJson()).hasValue("{\"count\":1}"));
        assertThat(teller.firings()).singleElement().satisfies(firing -> {
            assertThat(firing.trigger()).isEqualTo("pager");
            assertThat(firing.payloadJson()).hasValue("{\"n\":0}");
            assertThat(firing.stage()).isEqualTo(Stage.DELIVERED);
            assertThat(firing.attempts()).isEqualTo(1);
            assertThat(firing.ended()).isPresent();
        });
        var devices = sensor(story, "devices");
        assertThat(devices.fate()).isEqualTo(Fate.HANDLED);
        assertThat(devices.slot()).hasValue(Placement.slotOf("d", 32));
        assertThat(devices.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.slot()).isEqualTo(Placement.slotOf("d", 32));
            assertThat(turn.stateJson()).hasValue("{\"count\":1}");
        });
    }

    @Test
    void firingsThatWaitFailOrBecomeEventsAreTold() throws Exception {
        try (var embedded = start(world.sensors())) {
            var engine = embedded.engine();
            publish(engine, "wait", "1");
            assertThat(stage(await(engine, "1", told -> true))).isEqualTo(Stage.PENDING);

            publish(engine, "publish", "2");
            var parent = await(engine, "2", told -> isPlaced(sensor(told, "teller")));
            var child = sensor(parent, "teller").published().getFirst();
            var childs = get(engine.story(child.partition(), child.offset().orElseThrow()))
                    .orElseThrow();
            assertThat(childs.event().id()).isEqualTo(child.id());
            assertThat(sensor(childs, "teller").key()).hasValue("child of k");

            publish(engine, "relay", "3");
            var relayed = sensor(await(engine, "3", told -> stage(told) == Stage.DELIVERED), "teller")
                    .firings()
                    .getFirst()
                    .published()
                    .orElseThrow();
            assertThat(relayed.type()).isEqualTo("relayed");
            assertThat(relayed.partition()).isEqualTo(Placement.slotOf("relayed k", 32));

            publish(engine, "fail", "4");
            var failed = await(engine, "4", told -> stage(told) == Stage.DEAD_LETTER);
            var firing = sensor(failed, "teller").firings().getFirst();
            assertThat(firing.cause()).contains("connection refused");
            assertThat(firing.attempts()).isEqualTo(2);
            world.isBroken.set(false);
            var letters = get(engine.deadLetters(DeadLetterFilter.ALL, Optional.empty(), 10))
                    .letters();
            get(engine.redrive(letters.getFirst().id(), OptionalInt.of(0)));
            var redriven = await(engine, "4", told -> stage(told) == Stage.DELIVERED);
            var delivered = sensor(redriven, "teller").firings().getFirst();
            assertThat(delivered.redrives()).isEqualTo(1);
            assertThat(delivered.attempts()).isEqualTo(3);
        }
    }

    @Test
    void aDeadLetterIsToldUntilAndAfterItIsRedriven() throws Exception {
        try (var embedded = start(world.sensors())) {
            var engine = embedded.engine();
            publish(engine, "throw", "1");
            publish(engine, "throw", "2");
            var dead = sensor(await(engine, "1", _ -> true), "teller");
            assertThat(dead.fate()).isEqualTo(Fate.DEAD_LETTER);
            assertThat(dead.turns()).isEmpty();
            var letter = dead.letter().orElseThrow();
            assertThat(letter.isKept()).isTrue();
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.cause()).contains("broken");
            var discarded =
                    sensor(await(engine, "2", _ -> true), "teller").letter().orElseThrow();

            world.isBroken.set(false);
            assertThat(get(engine.redrive(letter.id(), OptionalInt.of(0))).outcome())
                    .isEqualTo(DeadLetterResult.Outcome.HANDLED);
            get(engine.discard(discarded.id()));
            var handled = sensor(await(engine, "1", told -> stage(told) == Stage.DELIVERED), "teller");
            assertThat(handled.fate()).isEqualTo(Fate.HANDLED);
            assertThat(handled.why()).contains("redriven");
            assertThat(handled.turns()).hasSize(1);
            assertThat(handled.letter().orElseThrow().isKept()).isFalse();
            var gone = sensor(await(engine, "2", _ -> true), "teller");
            assertThat(gone.fate()).isEqualTo(Fate.DEAD_LETTER);
            assertThat(gone.letter().orElseThrow().settled()).isPresent();
        }
    }

    /** Events from outside among many that a sensor published, which the dedupe window does not count. */
    @Test
    void everyEventFromOutsideIsFoundByItsIdentity() throws Exception {
        var ids = new ArrayList<String>();
        try (var embedded = start(world.sensors())) {
            for (int round = 0; round < 10; round++) {
                int first = round * 20;
                var events = IntStream.range(first, first + 20)
                        .mapToObj(i -> Event.of("test", "e" + i, i % 3 == 0 ? "publish" : "count")
                                .subject(i % 3 == 0 ? "k" : "child of k")
                                .build())
                        .toList();
                events.forEach(event -> ids.add(event.id()));
                get(embedded.engine().publisher().publish(events));
            }
            assertAllAreFound(embedded.engine(), ids);
        }
        try (var embedded = start(world.sensors())) {
            publish(embedded.engine(), "count", "last");
            assertAllAreFound(embedded.engine(), ids);
        }
    }

    private static void assertAllAreFound(PekkoEngine engine, List<String> ids) throws Exception {
        for (var id : ids) {
            assertThat(get(engine.find("test", id))).as(id).hasValueSatisfying(found -> {
                assertThat(found.entry().event().id()).isEqualTo(id);
                assertThat(logged(engine, found)).isEqualTo(id);
            });
        }
    }

    private static String logged(PekkoEngine engine, FoundEvent found) {
        try {
            return get(engine.events(found.partition(), found.entry().offset(), 1))
                    .events()
                    .getFirst()
                    .event()
                    .id();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPlaced(SensorStory teller) {
        return teller.published().stream().allMatch(one -> one.offset().isPresent());
    }

    private static Stage stage(EventStory story) {
        var firings = sensor(story, "teller").firings();
        return firings.isEmpty() ? Stage.NOT_KNOWN : firings.getFirst().stage();
    }

    static SensorStory sensor(EventStory story, String name) {
        return story.sensors().stream()
                .filter(one -> one.sensor().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The story as soon as all that handle it have, and it is as is wanted. */
    private static EventStory await(PekkoEngine engine, String id, Predicate<EventStory> wanted) throws Exception {
        while (true) {
            var found = get(engine.find("test", id)).orElseThrow();
            var story =
                    get(engine.story(found.partition(), found.entry().offset())).orElseThrow();
            boolean isHandled = story.sensors().stream().noneMatch(one -> one.fate() == Fate.WAITING);
            if (isHandled && wanted.test(story)) {
                return story;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void publish(PekkoEngine engine, String type, String id) throws Exception {
        var event =
                Event.of("test", id, type).subject("k").extension("device", "d").build();
        assertThat(get(engine.publisher().publish(List.of(event)))).isEqualTo(new Outcome.Accepted(1, 0));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private EmbeddedEngine start(Map<String, Sensor<?>> sensors) throws InterruptedException {
        var url = "jdbc:h2:file:" + folder.resolve("journal");
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(new EngineSettings.Journal(url, "sa", "", 4)),
                sensors,
                world.triggers(),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                InstantSource.system());
    }
}
