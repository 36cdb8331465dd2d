package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.api.Trigger;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Firings that become events, through a whole engine and its restart. */
@Timeout(120)
class RelayIT {
    private static final int READINGS = 200;

    /** What every instance knows: how many events it has had. */
    public record Count(long count) {}

    @TempDir
    private Path folder;

    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    /** Fires for each reading. */
    private static final class Fires extends Sensor<Count> {
        @Override
        public Subscription subscription() {
            return Subscription.to("reading");
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            return Effect.become(new Count(state.count() + 1)).fire("relay", event.id());
        }
    }

    /** Counts what firings became. */
    private static final class Counts extends Sensor<Count> {
        @Override
        public Subscription subscription() {
            return Subscription.to("relayed");
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            return Effect.become(new Count(state.count() + 1));
        }
    }

    @Test
    void eachFiringBecomesOneEventThoughItIsTriedTwiceAndTheEngineRestarts() throws Exception {
        try (var embedded = start()) {
            var readings = IntStream.range(0, READINGS)
                    .mapToObj(i -> Event.of("/test", "e" + i, "reading")
                            .subject("d" + i % 10)
                            .build())
                    .toList();
            assertThat(embedded.engine()
                            .publisher()
                            .publish(readings)
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.Accepted(READINGS, 0));
        }
        try (var embedded = start()) {
            awaitCount(embedded.engine(), READINGS);
        }
        try (var embedded = start()) {
            awaitCount(embedded.engine(), READINGS);
            assertThat(tried).hasSize(READINGS);
        }
    }

    private static void awaitCount(PekkoEngine engine, long count) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        var seen = "none";
        while (System.nanoTime() < deadline) {
            var view = engine.instance("counts", "all").toCompletableFuture().get(20, TimeUnit.SECONDS);
            seen = view.map(Object::toString).orElse("none");
            if (seen.contains("\"count\":" + count + "}")) {
                return;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("counts/all is " + seen + ", expected " + count);
    }

    private EmbeddedEngine start() throws InterruptedException {
        var url = "jdbc:h2:file:" + folder.resolve("journal");
        var policy = new TriggerPolicy(
                8,
                OptionalInt.empty(),
                Duration.ofSeconds(20),
                new TriggerPolicy.Retry(100, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(new EngineSettings.Journal(url, "sa", "", 4)),
                Map.of("fires", new Fires(), "counts", new Counts()),
                Map.of("relay", new TriggerBinding(this::relay, policy)),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                InstantSource.system());
    }

    private CompletableFuture<Trigger.Attempt> relay(Firing firing) {
        return CompletableFuture.completedFuture(
                tried.add(firing.id())
                        ? new Trigger.TryAgain("not at once")
                        : new Trigger.Publish(Event.of("/relay", firing.id(), "relayed")
                                .subject("all")
                                .build()));
    }
}
