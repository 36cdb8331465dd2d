package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.api.Trigger;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters outlive restarts, and are redriven and discarded after them. */
@Timeout(120)
class DeadLettersIT {
    @TempDir
    Path folder;

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();
    private SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Counts, throws at "throw" while it is broken, fires at "fire". */
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
            if (event.type().equals("throw") && broken.get()) {
                throw new IllegalStateException("broken");
            }
            var next = Effect.become(new State(state.count() + 1));
            return event.type().equals("fire") ? next.fire("pager", Map.of("n", state.count())) : next;
        }
    }

    @Test
    void theyOutliveARestartAndAreRedrivenAndDiscarded() throws Exception {
        String firing;
        try (var embedded = start()) {
            var engine = embedded.engine();
            publish(engine, "throw", "1");
            publish(engine, "throw", "2");
            publish(engine, "fire", "3");
            var letters = await(engine, 3);
            firing = letters.stream()
                    .filter(letter -> letter.trigger().isPresent())
                    .map(letter -> letter.id().letter())
                    .findFirst()
                    .orElseThrow();
            var event = only(engine, "HANDLER_FAILED", 2).getFirst();
            assertThat(get(engine.redrive(event.id(), OptionalInt.of(0))).outcome())
                    .isEqualTo(DeadLetterResult.Outcome.FAILED_AGAIN);
            assertThat(get(engine.redrive(event.id(), OptionalInt.of(0))).outcome())
                    .isEqualTo(DeadLetterResult.Outcome.DONE_BEFORE);
        }
        broken.set(false);
        try (var embedded = start()) {
            var engine = embedded.engine();
            assertThat(await(engine, 3)).hasSize(3);
            assertThat(kept()).isEqualTo(3);
            var events = only(engine, "HANDLER_FAILED", 2);
            assertThat(events).extracting(DeadLetterSummary::redrives).containsExactlyInAnyOrder(0, 1);
            var shown = get(engine.deadLetter(events.getFirst().id())).orElseThrow();
            assertThat(shown.event().orElseThrow().type()).isEqualTo("throw");

            assertThat(get(engine.redrive(events.getFirst().id(), OptionalInt.empty()))
                            .outcome())
                    .isEqualTo(DeadLetterResult.Outcome.HANDLED);
            assertThat(get(engine.discard(events.getLast().id())).outcome())
                    .isEqualTo(DeadLetterResult.Outcome.DISCARDED);
            var byTrigger = new DeadLetterFilter(
                    Optional.empty(), Optional.of("pager"), Optional.empty(), Optional.empty(), Optional.empty());
            assertThat(get(engine.redriveAll(byTrigger, Optional.empty(), 100)).counts())
                    .isEqualTo(Map.of(DeadLetterResult.Outcome.DISPATCHED, 1L));
            await(engine, 0);
            while (delivered.isEmpty()) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(delivered).containsExactly(firing);
            assertThat(kept()).isZero();
            assertThat(get(engine.redrive(events.getFirst().id(), OptionalInt.empty()))
                            .outcome())
                    .isEqualTo(DeadLetterResult.Outcome.UNKNOWN);
            assertThat(get(engine.deadLetter(new DeadLetterId(999, "00")))).isEmpty();
        }
        try (var embedded = start()) {
            assertThat(await(embedded.engine(), 0)).isEmpty();
            var view = get(embedded.engine().instance("fragile", "k"));
            assertThat(view.orElseThrow().stateJson()).isEqualTo("{\"count\":2}");
        }
    }

    private double kept() {
        return registry.find("vigil.dead.letters.kept").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private static void publish(PekkoEngine engine, String type, String id) throws Exception {
        var event = Event.of("test", id, type).subject("k").build();
        assertThat(get(engine.publisher().publish(List.of(event)))).isEqualTo(new Outcome.Accepted(1, 0));
    }

    private static List<DeadLetterSummary> only(PekkoEngine engine, String reason, int count) throws Exception {
        var filter = new DeadLetterFilter(
                Optional.empty(), Optional.empty(), Optional.of(reason), Optional.empty(), Optional.empty());
        var found = get(engine.deadLetters(filter, Optional.empty(), 100)).letters();
        assertThat(found).hasSize(count);
        return found;
    }

    private static List<DeadLetterSummary> await(PekkoEngine engine, int count) throws Exception {
        while (true) {
            var found = get(engine.deadLetters(DeadLetterFilter.ALL, Optional.empty(), 100))
                    .letters();
            if (found.size() == count) {
                return found;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private EmbeddedEngine start() throws InterruptedException {
        registry = new SimpleMeterRegistry();
        var url = "jdbc:h2:file:" + folder.resolve("journal");
        Trigger pager = firing -> {
            if (broken.get()) {
                return CompletableFuture.failedFuture(new IllegalStateException("connection refused"));
            }
            delivered.add(firing.id());
            return CompletableFuture.completedFuture(new Trigger.Delivered());
        };
        var policy = new TriggerPolicy(
                8,
                OptionalInt.empty(),
                Duration.ofSeconds(5),
                new TriggerPolicy.Retry(2, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(new EngineSettings.Journal(url, "sa", "", 4)),
                Map.of("fragile", new Fragile(broken)),
                Map.of("pager", new TriggerBinding(pager, policy)),
                registry,
                Tracing.OFF,
                InstantSource.system());
    }
}
