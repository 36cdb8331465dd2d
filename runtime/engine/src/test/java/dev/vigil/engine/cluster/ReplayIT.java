package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.ReplayEnd;
import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replays on one node: from a time and from the beginning, of a sensor that had the past and of one that had not. */
@Timeout(180)
class ReplayIT {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROOMS = 5;
    private static final Sensor<?> LATE = new Tallies(StartPosition.latest());

    @TempDir
    Path folder;

    /** Goes on from that time, and jumps when it is told to. */
    private final AtomicReference<Clock> clock =
            new AtomicReference<>(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), FIRST)));

    private int published;

    @Test
    void aReplayTakesTheSensorsPlaceWhileEventsCome() throws Exception {
        try (var embedded = start(Map.of("rooms", new Tallies(StartPosition.earliest())))) {
            publish(embedded.engine(), 40);
            clock.updateAndGet(now -> Clock.offset(now, Duration.ofDays(1)));
            publish(embedded.engine(), 20);
        }
        // It has had the first sixty, and begins in the middle of them, and before them.
        try (var embedded = start(Map.of("rooms", new Tallies(StartPosition.latest()), "late", LATE))) {
            var engine = embedded.engine();
            awaitTotal(engine, "rooms", 60);
            assertThat(get(engine.replay("rooms"))).isEmpty();
            assertThat(get(engine.giveUpReplay("rooms"))).isEqualTo(ReplayEnd.UNKNOWN);
            assertThat(get(engine.replay("nobody", Optional.empty(), false)).outcome())
                    .isEqualTo(ReplayStart.Outcome.UNKNOWN);
            var noon = Optional.of(FIRST.plus(Duration.ofHours(12)));
            assertThat(get(engine.replay("rooms", noon, false)).outcome()).isEqualTo(ReplayStart.Outcome.BEGUN);
            publish(engine, 30);
            assertThat(Replayed.await(() -> engine, "rooms").from()).isEqualTo(noon);
            awaitTotal(engine, "rooms", 50);

            assertThat(get(engine.replay("late", Optional.empty(), false)).outcome())
                    .isEqualTo(ReplayStart.Outcome.BEGUN);
            var late = Replayed.await(() -> engine, "late");
            assertThat(late.slots()).hasSize(4).allMatch(slot -> slot.stage().equals("SWAPPED"));
            assertThat(get(engine.giveUpReplay("late"))).isEqualTo(ReplayEnd.SWAPPED);
            awaitTotal(engine, "late", 90);
            publish(engine, 10);
            awaitTotal(engine, "late", 100);
            awaitTotal(engine, "rooms", 60);
        }
        try (var embedded = start(Map.of("late", LATE))) {
            awaitTotal(embedded.engine(), "late", 100);
            assertThat(get(embedded.engine().replay("rooms", Optional.empty(), true))
                            .outcome())
                    .isEqualTo(ReplayStart.Outcome.UNKNOWN);
        }
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
