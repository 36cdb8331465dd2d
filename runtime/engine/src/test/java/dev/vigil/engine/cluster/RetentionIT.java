package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.LogBeginsLaterException;
import dev.vigil.engine.SensorDrop;
import dev.vigil.engine.SensorStory;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that keeps events for a day, over some weeks. */
@Timeout(180)
class RetentionIT {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SLOTS = 2;
    private static final int ROOMS = 5;

    @TempDir
    Path folder;

    /** Goes on from that time, and jumps when it is told to. */
    private final AtomicReference<Clock> clock =
            new AtomicReference<>(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), FIRST)));

    private MeterRegistry registry = new SimpleMeterRegistry();
    private int published;

    @Test
    void eventsGoWhenTheirTimeIsOverAndNothingElseChanges() throws Exception {
        try (var embedded = start(sensors("first"))) {
            var engine = embedded.engine();
            publish(engine, 100);
            awaitTotal(engine, "first", 100);
            passUntil(engine, log -> log.firstOffset() == log.endOffset() && log.records() < 20);

            TickerLog.await("they are deleted", () -> meter("vigil.log.deleted.records") >= 80);
            for (int partition = 0; partition < SLOTS; partition++) {
                int which = partition;
                long begin = get(engine.events(which, Engine.LOG_BEGIN, 10)).firstOffset();
                assertThat(begin).isPositive();
                assertThatThrownBy(() -> get(engine.events(which, begin - 1, 10)))
                        .hasCauseInstanceOf(LogBeginsLaterException.class)
                        .hasMessageContaining("begins at offset " + begin);
                assertThatThrownBy(() -> get(engine.story(which, 0))).hasCauseInstanceOf(LogBeginsLaterException.class);
                assertThat(get(engine.events(which, begin, 10)).events()).isEmpty();
            }
            assertThatThrownBy(() -> get(engine.find("test", "e7"))).hasCauseInstanceOf(LogBeginsLaterException.class);
            publish(engine, 40);
            awaitTotal(engine, "first", 140);
            var found = get(engine.find("test", "e130")).orElseThrow();
            var story =
                    get(engine.story(found.partition(), found.entry().offset())).orElseThrow();
            assertThat(story.sensors())
                    .singleElement()
                    .extracting(SensorStory::fate)
                    .isEqualTo(SensorStory.Fate.HANDLED);
        }
        try (var embedded = start(sensors("first", "second"))) {
            var engine = embedded.engine();
            publish(engine, 10);
            awaitTotal(engine, "first", 150);
            awaitTotal(engine, "second", 50);
        }
    }

    @Test
    void nothingGoesThatASensorHasNotHadThoughItIsNotConfigured() throws Exception {
        try (var embedded = start(sensors("first", "second"))) {
            publish(embedded.engine(), 50);
            awaitTotal(embedded.engine(), "second", 50);
        }
        try (var embedded = start(sensors("first"))) {
            var engine = embedded.engine();
            publish(engine, 30);
            passDays(engine);
            assertThat(get(engine.cluster()).slots())
                    .extracting(slot -> slot.log().orElseThrow())
                    .allMatch(log -> log.firstOffset() < log.endOffset());
            TickerLog.await("what is held is shown", () -> meter("vigil.log.overdue") > 0);
        }
        try (var embedded = start(sensors("first", "second"))) {
            var engine = embedded.engine();
            publish(engine, 10);
            awaitTotal(engine, "second", 90);
        }
        try (var embedded = start(sensors("first"))) {
            var engine = embedded.engine();
            publish(engine, 10);
            passDays(engine);
            assertThat(get(engine.drop("second"))).isEqualTo(SensorDrop.DROPPED);
            passUntil(engine, log -> log.firstOffset() == log.endOffset());
        }
    }

    /** Some days, of which every slot sees every few hours. */
    private void passDays(PekkoEngine engine) {
        var jumps = new AtomicInteger();
        TickerLog.await("days have passed", () -> {
            clock.updateAndGet(now -> Clock.offset(now, Duration.ofHours(2)));
            return jumps.incrementAndGet() > 150;
        });
        assertThat(engine.isServing()).isTrue();
    }

    private void passUntil(PekkoEngine engine, Predicate<ClusterView.Log> condition) {
        TickerLog.await("that is kept of each log", () -> {
            clock.updateAndGet(now -> Clock.offset(now, Duration.ofHours(2)));
            return engine.cluster().toCompletableFuture().join().slots().stream()
                    .allMatch(slot -> slot.log().filter(condition).isPresent());
        });
    }

    private double meter(String name) {
        return registry.get(name).meter().measure().iterator().next().getValue();
    }

    private static void awaitTotal(PekkoEngine engine, String sensor, long total) {
        TickerLog.await(sensor + " has " + total, () -> total(engine, sensor) >= total);
        assertThat(total(engine, sensor)).as(sensor).isEqualTo(total);
    }

    private static long total(PekkoEngine engine, String sensor) {
        try {
            long total = 0;
            for (int room = 0; room < ROOMS; room++) {
                var instance = get(engine.instance(sensor, "room-" + room));
                total += instance.map(view -> Long.parseLong(view.stateJson().replaceAll("\\D", "")))
                        .orElse(0L);
            }
            return total;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(PekkoEngine engine, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int number = published++;
            var event = Event.of("test", "e" + number, "t")
                    .subject("k" + number)
                    .extension("room", "room-" + number % ROOMS)
                    .build();
            assertThat(get(engine.publisher().publish(List.of(event)))).isEqualTo(new Outcome.Accepted(1, 0));
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Map<String, Sensor<?>> sensors(String... names) {
        var sensors = new TreeMap<String, Sensor<?>>();
        IntStream.range(0, names.length).forEach(i -> sensors.put(names[i], new Tallies(StartPosition.earliest())));
        return sensors;
    }

    private EmbeddedEngine start(Map<String, Sensor<?>> sensors) throws InterruptedException {
        registry = new SimpleMeterRegistry();
        var journal = new EngineSettings.Journal("jdbc:h2:file:" + folder.resolve("journal"), "vigil", "", 2);
        var all = EngineSettings.of(journal).withSlots(SLOTS);
        var settings = new EngineSettings(
                all.slots(),
                journal,
                new EngineSettings.Retention(Optional.of(Duration.ofDays(1)), OptionalLong.empty()),
                new EngineSettings.Dedupe(1_000, Duration.ofDays(1_000)),
                all.limits(),
                all.handlerTries(),
                all.cluster());
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                settings,
                sensors,
                Map.of(),
                registry,
                Tracing.OFF,
                () -> clock.get().instant());
    }
}
