package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where in a trace a firing belongs is known after a crash as before it. */
class TraceTest {
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 1, 100, Duration.ofHours(1), 100, Integer.MAX_VALUE);
    private static final TraceContext SAMPLED =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");
    private static final TraceContext UNSAMPLED =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", "");

    private record Count(int events) {}

    /** Does what the type of an event says. */
    private static final class Obedient extends Sensor<Count> {
        @Override
        public Subscription subscription() {
            return Subscription.to("*");
        }

        @Override
        public Count initialState(String key) {
            return new Count(0);
        }

        @Override
        public Effect<Count> onEvent(Count state, Event event, Context context) {
            var next = Effect.become(new Count(state.events() + 1));
            return switch (event.type()) {
                case "fire" -> next.fire("log", event.id());
                case "timer" -> next.timer("t", Duration.ofMillis(10));
                case "publish" ->
                    next.publish(
                            Event.of("child", event.id(), "none").subject("k").build());
                case "reject" -> Effect.reject("not wanted");
                default -> next;
            };
        }

        @Override
        public Effect<Count> onTimer(Count state, String timer, Context context) {
            return Effect.<Count>none().fire("log", timer);
        }
    }

    private static Slot slot(boolean recordsSpans) {
        var slot = new Slot(SETTINGS, List.of(new SensorRunner<>("s", new Obedient(), 2, recordsSpans)));
        slot.apply(RecordCodec.encode(slot.open("node", 0).record()));
        return slot;
    }

    private static Step take(Slot slot, String type, Optional<TraceContext> trace) {
        var event = Event.of("src", type, type).subject("k");
        trace.ifPresent(event::trace);
        var writer = new EventBlockWriter(64);
        writer.add(event.build(), false);
        return step(slot, List.of(writer.take()), List.of(), 1);
    }

    private static Step step(Slot slot, List<EventBlock> published, List<FiringResult> results, long now) {
        var step = slot.step(
                new Inputs(published, List.of(), List.of(), List.of(), results, List.of(), List.of(), List.of()), now);
        slot.apply(RecordCodec.encode(step.record()));
        return step;
    }

    @Test
    void whereNothingIsRecordedTheEventsOwnPlaceIsHandedOn() {
        var slot = slot(false);
        var step = take(slot, "fire", Optional.of(SAMPLED));
        assertThat(slot.firings()).extracting(PendingFiring::trace).containsExactly(Optional.of(SAMPLED));
        assertThat(step.spans()).isEmpty();
    }

    @Test
    void whereSpansAreRecordedAFiringBelongsToTheSpanOfItsHandler() {
        var slot = slot(true);
        var step = take(slot, "fire", Optional.of(SAMPLED));
        var span = step.spans().getFirst();
        assertThat(span.trace().traceId()).isEqualTo(SAMPLED.traceId());
        assertThat(span.trace().spanId()).isNotEqualTo(SAMPLED.spanId());
        assertThat(span.trace().tracestate()).isEqualTo("a=1");
        assertThat(span.origin()).isEqualTo(new Origin(Origin.Kind.EVENT, 0, 0));
        assertThat(span.problem()).isEmpty();
        assertThat(slot.firings()).extracting(PendingFiring::trace).containsExactly(Optional.of(span.trace()));
    }

    @Test
    void theSameStepMadeTwiceNamesTheSameSpan() {
        assertThat(take(slot(true), "fire", Optional.of(SAMPLED))
                        .spans()
                        .getFirst()
                        .trace())
                .isEqualTo(take(slot(true), "fire", Optional.of(SAMPLED))
                        .spans()
                        .getFirst()
                        .trace());
    }

    @Test
    void aSnapshotKeepsIt() {
        var slot = slot(true);
        var span = take(slot, "fire", Optional.of(SAMPLED)).spans().getFirst().trace();
        var next = slot(false);
        next.restore(slot.snapshot());
        assertThat(next.firings()).extracting(PendingFiring::trace).containsExactly(Optional.of(span));
    }

    @Test
    void aDeadLetterKeepsItUntilItIsRedriven() {
        var slot = slot(false);
        take(slot, "fire", Optional.of(SAMPLED));
        var id = slot.firings().getFirst().id();
        step(slot, List.of(), List.of(new FiringResult.Exhausted(id, "refused", 3)), 2);
        var ruling = new Inputs(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Inputs.Redrive(id, 0)));
        slot.apply(RecordCodec.encode(slot.step(ruling, 3).record()));
        assertThat(slot.firings()).extracting(PendingFiring::trace).containsExactly(Optional.of(SAMPLED));
    }

    @Test
    void aTraceThatIsNotSampledIsHandedOnAndRecordsNothing() {
        var slot = slot(true);
        assertThat(take(slot, "fire", Optional.of(UNSAMPLED)).spans()).isEmpty();
        assertThat(slot.firings()).extracting(PendingFiring::trace).containsExactly(Optional.of(UNSAMPLED));
    }

    @Test
    void anEventWithoutATraceHasNoneAfterItEither() {
        var slot = slot(true);
        assertThat(take(slot, "fire", Optional.empty()).spans()).isEmpty();
        assertThat(slot.firings()).extracting(PendingFiring::trace).containsExactly(Optional.empty());
    }

    @Test
    void aTimerAnswersToNoEvent() {
        var slot = slot(true);
        take(slot, "timer", Optional.of(SAMPLED));
        var step = step(slot, List.of(), List.of(), 100);
        assertThat(slot.firings()).extracting(PendingFiring::trace).containsExactly(Optional.empty());
        assertThat(step.spans()).isEmpty();
        assertThat(step.handled()).containsExactly(new Step.Handled("s", 0, 1));
    }

    @Test
    void whatASensorPublishesBelongsToTheSpanOfItsHandler() {
        var slot = slot(true);
        var step = take(slot, "publish", Optional.of(SAMPLED));
        var bytes = slot.publications(0).iterator().next().event();
        var child = EventBlock.checked(bytes, 0, bytes.length, 1).iterator().next();
        assertThat(TraceContext.of(child)).contains(step.spans().getFirst().trace());
    }

    @Test
    void aHandlerThatRejectsIsASpanWithAProblem() {
        var slot = slot(true);
        var step = take(slot, "reject", Optional.of(SAMPLED));
        assertThat(step.spans()).extracting(Step.Span::problem).containsExactly(Optional.of("not wanted"));
        assertThat(step.handled()).containsExactly(new Step.Handled("s", 1, 0));
    }
}
