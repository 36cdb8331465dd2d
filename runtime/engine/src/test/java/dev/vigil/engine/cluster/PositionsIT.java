package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.SensorDrop;
import dev.vigil.engine.SensorView;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sensors that come, change, go, are dropped and come back between the starts of a node. */
@Timeout(180)
class PositionsIT {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROOMS = 5;

    @TempDir
    Path folder;

    /** Goes on from that time, and jumps when it is told to. */
    private final AtomicReference<Clock> clock =
            new AtomicReference<>(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), FIRST)));

    private int published;

    @Test
    void eachSensorGoesOnWhereItShould() throws Exception {
        try (var embedded = start(Map.of("first", new Tallies(StartPosition.latest())))) {
            publish(embedded.engine(), 40);
            clock.updateAndGet(now -> Clock.offset(now, Duration.ofDays(1)));
            publish(embedded.engine(), 20);
            awaitTotal(embedded.engine(), "first", 60);
        }
        var added = new TreeMap<String, Sensor<?>>(Map.of(
                "earliest", new Tallies(StartPosition.earliest()),
                "latest", new Tallies(StartPosition.latest()),
                "second", new Tallies(StartPosition.at(FIRST.plus(Duration.ofHours(12))))));
        try (var embedded = start(added)) {
            var engine = embedded.engine();
            publish(engine, 10);
            awaitTotal(engine, "earliest", 70);
            awaitTotal(engine, "latest", 10);
            awaitTotal(engine, "second", 30);
            assertThat(get(engine.sensors()))
                    .extracting(SensorView::sensor)
                    .containsExactly("earliest", "latest", "second", "first");
            assertThat(view(engine, "first").isConfigured()).isFalse();
            assertThat(view(engine, "first").instances()).isEqualTo(ROOMS);
            assertThat(view(engine, "first").lagEvents()).isEqualTo(10);
            assertThat(get(engine.drop("latest"))).isEqualTo(SensorDrop.CONFIGURED);
            assertThat(get(engine.drop("nobody"))).isEqualTo(SensorDrop.UNKNOWN);
        }
        try (var embedded = start(Map.of("first", new Tallies.Renamed()))) {
            var engine = embedded.engine();
            publish(engine, ROOMS);
            awaitTotal(engine, "first", 75);
            assertThat(get(engine.drop("latest"))).isEqualTo(SensorDrop.DROPPED);
            assertThat(get(engine.drop("latest"))).isEqualTo(SensorDrop.UNKNOWN);
            assertThat(get(engine.sensors()))
                    .extracting(SensorView::sensor)
                    .containsExactly("first", "earliest", "second");
        }
        try (var embedded = start(added)) {
            var engine = embedded.engine();
            publish(engine, 1);
            awaitTotal(engine, "latest", 1);
            awaitTotal(engine, "earliest", 76);
            awaitTotal(engine, "second", 36);
        }
    }

    private static SensorView view(PekkoEngine engine, String sensor) throws Exception {
        return get(engine.sensors()).stream()
                .filter(view -> view.sensor().equals(sensor))
                .findFirst()
                .orElseThrow();
    }

    /** What all instances have counted together, when it is that, and stays. */
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

    private EmbeddedEngine start(Map<String, Sensor<?>> sensors) throws InterruptedException {
        var journal = new EngineSettings.Journal("jdbc:h2:file:" + folder.resolve("journal"), "vigil", "", 2);
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(journal).withSlots(4),
                sensors,
                Map.of(),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                () -> clock.get().instant());
    }
}
