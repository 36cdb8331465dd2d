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
import dev.vigil.api.TraceContext;
import dev.vigil.api.Trigger;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the event to the attempt, though the engine restarts between the decision and the attempt that is made. */
class TracingIT {
    private static final TraceContext TRACE =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");

    @TempDir
    private Path folder;

    private final InMemorySpanExporter recorded = InMemorySpanExporter.create();
    private final BlockingQueue<Firing> fired = new LinkedBlockingQueue<>();
    private final BlockingQueue<Event> relayed = new LinkedBlockingQueue<>();
    private volatile boolean isAway = true;

    /** A state. */
    public record Count(long count) {}

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

    private final class Sees extends Sensor<Count> {
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
            relayed.add(event);
            return Effect.none();
        }
    }

    @Test
    void aTraceGoesFromTheEventThroughSensorAndTriggerAcrossARestart() throws Exception {
        try (var embedded = start()) {
            var event =
                    Event.of("/lab", "1", "reading").subject("d").trace(TRACE).build();
            assertThat(embedded.engine()
                            .publisher()
                            .publish(List.of(event))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.Accepted(1, 0));
            assertThat(fired.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        isAway = false;
        fired.clear();
        var handled = awaitSpan("handle fires");
        recorded.reset();
        try (var _ = start()) {
            var firing = fired.poll(20, TimeUnit.SECONDS);
            assertThat(firing).isNotNull();
            var attempt = awaitSpan("attempt relay");
            assertThat(attempt.getTraceId()).isEqualTo(TRACE.traceId());
            assertThat(attempt.getParentSpanId()).isEqualTo(handled.getSpanId());
            assertThat(handled.getParentSpanId()).isEqualTo(TRACE.spanId());
            assertThat(firing.trace().orElseThrow().spanId()).isEqualTo(attempt.getSpanId());
            assertThat(firing.trace().orElseThrow().tracestate()).isEqualTo("a=1");
            var event = relayed.poll(20, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(TraceContext.of(event)).isEqualTo(firing.trace());
            assertThat(awaitSpan("handle sees").getParentSpanId()).isEqualTo(attempt.getSpanId());
        }
    }

    private SpanData awaitSpan(String name) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            for (var span : recorded.getFinishedSpanItems()) {
                if (span.getName().equals(name)) {
                    return span;
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("no span " + name + " among " + recorded.getFinishedSpanItems());
    }

    private EmbeddedEngine start() throws InterruptedException {
        var url = "jdbc:h2:file:" + folder.resolve("journal");
        var policy = new TriggerPolicy(
                8,
                OptionalInt.empty(),
                Duration.ofSeconds(20),
                new TriggerPolicy.Retry(1_000, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(new EngineSettings.Journal(url, "sa", "", 4)).withSlots(4),
                Map.of("fires", new Fires(), "sees", new Sees()),
                Map.of("relay", new TriggerBinding(this::relay, policy)),
                new SimpleMeterRegistry(),
                Tracing.to(SimpleSpanProcessor.create(recorded), Resource.empty(), 0, 1),
                InstantSource.system());
    }

    private CompletableFuture<Trigger.Attempt> relay(Firing firing) {
        fired.add(firing);
        return CompletableFuture.completedFuture(
                isAway
                        ? new Trigger.TryAgain("away")
                        : new Trigger.Publish(Event.of("/relay", firing.id(), "relayed")
                                .subject("all")
                                .build()));
    }
}
