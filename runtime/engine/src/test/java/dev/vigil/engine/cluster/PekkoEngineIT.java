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
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PekkoEngineIT {
    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> fired = new ConcurrentLinkedQueue<>();

    /** Counts events and sums their values; fires when a value is above 98. */
    static final class Sums extends Sensor<Sums.State> {
        private final String keyPointer;

        record Reading(long value) {}

        record State(long count, long sum) {}

        Sums(String keyPointer) {
            this.keyPointer = keyPointer;
        }

        @Override
        public Subscription subscription() {
            return Subscription.to("reading")
                    .keyedBy(event -> keyPointer.isEmpty() ? event.subject() : event.text(keyPointer));
        }

        @Override
        public State initialState(String key) {
            return new State(0, 0);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            long value = event.data(Reading.class).value();
            var next = Effect.become(new State(state.count() + 1, state.sum() + value));
            return value > 98 ? next.fire("alarm", Map.of("device", context.key(), "value", value)) : next;
        }
    }

    /**
     * Every message to an actor goes through its serializer, as if all slots were elsewhere; but for these, which never leave
     * a node.
     */
    private static final String AS_BETWEEN_NODES = """
            pekko.actor.serialize-messages = on
            pekko.actor.no-serialization-verification-needed-class-prefix = [
              "org.apache.pekko.", "dev.vigil.engine.cluster.SlotSignal", "dev.vigil.engine.journal.Journal",
              "dev.vigil.engine.dispatch.Dispatch"]
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", AS_BETWEEN_NODES})
    void eventsChangeStatesOnceFireTriggersAndSurviveARestart(String pekko) throws Exception {
        var outcomes = new ArrayList<Outcome>();
        try (var embedded = start(pekko)) {
            var engine = embedded.engine();
            for (int round = 0; round < 20; round++) {
                var batch = new ArrayList<Event>();
                for (int i = 0; i < 100; i++) {
                    batch.add(reading(round * 100 + i));
                }
                outcomes.add(
                        engine.publisher().publish(batch).toCompletableFuture().get(10, TimeUnit.SECONDS));
            }
            assertThat(outcomes).containsOnly(new Outcome.Accepted(100, 0));
            assertThat(engine.publisher()
                            .publish(List.of(reading(7)))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.Accepted(0, 1));
            check(engine);
            assertThat(fired).hasSize(40);
        }
        try (var embedded = start(pekko)) {
            var engine = embedded.engine();
            check(engine);
            var page = engine.events(Placement.slotOf("d0", 32), 0, 10)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(page.events()).isNotEmpty();
            assertThat(engine.health()
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .ready())
                    .isTrue();
        }
    }

    private static Event reading(int n) {
        return Event.of("test", "e" + n, "reading")
                .subject("d" + n % 10)
                .json(Map.of("value", n % 100, "room", "r" + n % 7))
                .build();
    }

    private static void check(PekkoEngine engine) throws Exception {
        for (int device = 0; device < 10; device++) {
            awaitState(engine, "by-device", "d" + device, "\"count\":200");
        }
        for (int room = 0; room < 7; room++) {
            awaitState(engine, "by-room", "r" + room, "\"count\":28");
        }
    }

    private static void awaitState(PekkoEngine engine, String sensor, String key, String part) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        var seen = "";
        while (System.nanoTime() < deadline) {
            var view = engine.instance(sensor, key).toCompletableFuture().get(10, TimeUnit.SECONDS);
            seen = view.map(Object::toString).orElse("none");
            if (seen.contains(part)) {
                return;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(sensor + "/" + key + " is " + seen + ", without " + part);
    }

    private EmbeddedEngine start(String pekko) throws InterruptedException {
        var url = "jdbc:h2:file:" + folder.resolve("journal");
        var settings = EngineSettings.of(new EngineSettings.Journal(url, "sa", "", 4));
        Trigger alarm = firing -> {
            fired.add(firing.id());
            return CompletableFuture.completedFuture(new Trigger.Delivered());
        };
        var policy = new TriggerPolicy(
                8,
                OptionalInt.empty(),
                Duration.ofSeconds(5),
                new TriggerPolicy.Retry(3, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        return EmbeddedEngine.start(
                ConfigFactory.parseString(pekko),
                settings,
                Map.of("by-device", new Sums(""), "by-room", new Sums("/room")),
                Map.of("alarm", new TriggerBinding(alarm, policy)),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                InstantSource.system());
    }
}
