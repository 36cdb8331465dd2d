package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.sensor.StateCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Replays in a slot that is alone: what is handled again, what fires, what becomes of timers and dead letters. */
class ReplayTest {
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 1, 1_000, Duration.ofHours(1), 4, Integer.MAX_VALUE);

    private final List<byte[]> journal = new ArrayList<>();
    private final Counting sensor = new Counting();
    private Slot slot = start(1_000);
    private boolean isRepaired;
    private boolean isTimerSound = true;

    /** Counts, fires for each event, and sets a timer where the type says so. */
    private final class Counting extends Sensor<Counting.Seen> {
        record Seen(List<String> what) {
            Seen with(String one) {
                var longer = new ArrayList<>(what);
                longer.add(one);
                return new Seen(longer);
            }
        }

        @Override
        public Subscription subscription() {
            return Subscription.to("*").startingAt(StartPosition.earliest());
        }

        @Override
        public Seen initialState(String key) {
            return new Seen(List.of());
        }

        @Override
        public Effect<Seen> onEvent(Seen state, Event event, Context context) {
            if (event.type().startsWith("throw") && !isRepaired) {
                throw new IllegalStateException("broken");
            }
            var next = Effect.become(state.with(event.id() + "@" + context.now().toEpochMilli()))
                    .fire("log", event.id());
            return switch (event.type()) {
                case "timer" -> next.timer("t", Duration.ofMillis(10));
                case "throw-publish" ->
                    next.publish(Event.of("made", context.newId(), "made")
                            .subject("k")
                            .build());
                default -> next;
            };
        }

        @Override
        public Effect<Seen> onTimer(Seen state, String timer, Context context) {
            if (!isTimerSound) {
                throw new IllegalStateException("broken timer");
            }
            return Effect.become(state.with("t@" + context.now().toEpochMilli()))
                    .fire("log", "timer");
        }
    }

    @Test
    void withFiringsOffAllIsRebuiltAndWhatWouldHaveFiredIsCounted() {
        commit(published(events("x", "1", "2")), 1_010);
        endAll();
        commit(published(events("timer", "3")), 1_020);
        commit(Inputs.NONE, 1_040);
        endAll();
        begin(7, false, -1);
        var step = commit(replays(), 9_000);

        assertThat(step.record().replays().swapped()).hasSize(1);
        assertThat(step.record().decided()).isEmpty();
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\",\"2@1010\",\"3@1020\",\"t@1030\"]}");
        assertThat(slot.nextTimer()).isEmpty();
        var replay = slot.replay("a").orElseThrow();
        assertThat(replay.stage()).isEqualTo("DONE");
        assertThat(replay.tally().events()).isEqualTo(3);
        assertThat(replay.tally().timers()).isEqualTo(1);
        assertThat(replay.tally().firings()).isEqualTo(Map.of("log", 4L));
        assertThat(replay.tally().samples()).hasSize(3);
        assertThat(replay.tally().samples().getFirst())
                .isEqualTo(new ReplayTally.Sample("log", "k", 0, 0, 1_010, "\"1\""));
        commit(published(events("x", "4")), 9_010);
        assertThat(slot.firings()).hasSize(1);
    }

    @Test
    void withFiringsOnEventsFireAgainUnderTheirIdsAndTimersDoNot() {
        commit(published(events("timer", "1")), 1_010);
        commit(Inputs.NONE, 1_040);
        commit(published(events("x", "2")), 1_050);
        var ids = slot.firings().stream().map(PendingFiring::id).toList();
        end(slot.firings().subList(0, 2));
        begin(7, true, -1);
        var step = commit(replays(), 9_000);

        assertThat(step.record().decided())
                .as("the second is under way, the timer's would be another")
                .extracting(PendingFiring::id)
                .containsExactly(ids.getFirst());
        assertThat(step.record().decided().getFirst().isRepeated()).isTrue();
        assertThat(slot.replay("a").orElseThrow().tally().repeated()).isEqualTo(1);
        assertThat(slot.replay("a").orElseThrow().tally().firings()).isEqualTo(Map.of("log", 2L));
    }

    @Test
    void aFiringThatIsCarriedOutAgainPublishesNothing() {
        commit(published(events("x", "1")), 1_010);
        endAll();
        begin(7, true, -1);
        commit(replays(), 9_000);
        var event = Event.of("relay", "r", "relayed").subject("k").build();
        var id = slot.firings().getFirst().id();
        var step = commit(results(List.of(new FiringResult.Published(id, event, 1))), 9_010);
        assertThat(step.record().publications()).isEmpty();
        assertThat(slot.firings()).isEmpty();
    }

    @Test
    void aTimerThatTheSensorHasStillToRunFiresAfterTheSwapAndOnce() {
        commit(published(events("timer", "1")), 1_010);
        endAll();
        begin(7, false, -1);
        commit(replays(), 1_015);
        assertThat(slot.replay("a").orElseThrow().stage()).isEqualTo("DONE");
        var step = commit(Inputs.NONE, 1_025);
        assertThat(step.record().decided()).hasSize(1);
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\",\"t@1025\"]}");
        assertThat(slot.step(Inputs.NONE, 2_000).isEmpty()).isTrue();
    }

    @Test
    void whatComesMeanwhileIsHandledByBoth() {
        commit(published(events("x", "1")), 1_010);
        endAll();
        begin(7, false, -1);
        commit(published(events("x", "2")), 1_200);
        assertThat(slot.replay("a").orElseThrow().waiting()).isEqualTo(1);
        var step = commit(replays(), 1_300);
        assertThat(step.record().decided()).isEmpty();
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\",\"2@1200\"]}");
    }

    @Test
    void aSensorThatWaitsForFiringsIsNotSwapped() {
        commit(published(events("x", "1", "2", "3", "4")), 1_010);
        begin(7, false, -1);
        commit(replays(), 1_200);
        assertThat(slot.isSwapDue()).isFalse();
        assertThat(slot.replay("a").orElseThrow().stage()).isEqualTo("RUNNING");
        endAll();
        assertThat(slot.isSwapDue()).isTrue();
        commit(Inputs.NONE, 1_300);
        assertThat(slot.replay("a").orElseThrow().stage()).isEqualTo("DONE");
        assertThat(slot.isSwapDue()).isFalse();
    }

    @Test
    void anEventThatFailedIsHandledOrADeadLetterOfTheNewState() {
        commit(published(events("throw", "1", "2")), 1_010);
        assertThat(slot.deadLetters()).hasSize(2);
        begin(7, false, -1);
        commit(replays(), 1_200);
        assertThat(slot.deadLetters())
                .hasSize(2)
                .allMatch(letter -> slot.sensorName(letter.sensor()).equals("a"));
        assertThat(slot.replay("a").orElseThrow().tally().failed()).isEqualTo(2);
        isRepaired = true;
        begin(8, false, 0);
        commit(replays(), 1_300);
        assertThat(slot.deadLetters()).as("of before the replay's beginning").hasSize(1);
        assertThat(slot.deadLetters().getFirst().origin().position()).isZero();
        assertThat(state()).isEqualTo("{\"what\":[\"2@1010\"]}");
    }

    /** With firings off, too: it was never decided before. */
    @Test
    void whatWasNotDecidedForADeadLetterIsDecidedWithTheSwap() {
        commit(published(events("throw-publish", "1")), 1_010);
        isRepaired = true;
        begin(7, false, -1);
        var step = commit(replays(), 1_200);
        assertThat(step.record().replays().swapped()).hasSize(1);
        assertThat(step.record().decided()).extracting(PendingFiring::id).containsExactly(firingOf(0));
        assertThat(step.record().decided().getFirst().isRepeated()).isFalse();
        assertThat(step.record().publications()).hasSize(1);
        assertThat(step.record().settledLetters()).hasSize(1);
        assertThat(slot.deadLetters()).isEmpty();
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\"]}");
    }

    @Test
    void untilTheSwapARedriveDecidesItAndThenTheSwapDoesNot() {
        commit(published(events("throw", "1")), 1_010);
        commit(published(events("x", "2", "3", "4", "5")), 1_020);
        isRepaired = true;
        begin(7, false, -1);
        commit(replays(), 1_200);
        assertThat(slot.replay("a").orElseThrow().stage()).as("it is held").isEqualTo("RUNNING");
        var half = new Slot(SETTINGS, List.of(new SensorRunner<>("a", sensor, 2)));
        half.restore(slot.snapshot());
        end(slot.firings().subList(0, 1));
        var letter = slot.deadLetters().getFirst();
        var step = commit(ruling(new Inputs.Redrive(letter.id(), 0)), 1_300);
        assertThat(step.record().replays().swapped()).hasSize(1);
        assertThat(step.record().decided()).extracting(PendingFiring::id).containsExactly(firingOf(0));
        assertThat(slot.deadLetters()).isEmpty();
        endAll();
        assertThat(slot.firings()).isEmpty();

        // Where it is not redriven, also after a restart in between.
        assertThat(half.replay("a").orElseThrow().stage()).isEqualTo("RUNNING");
        var id = half.firings().getFirst().id();
        half.apply(RecordCodec.encode(half.step(results(List.of(new FiringResult.Delivered(id, 1))), 1_300)
                .record()));
        assertThat(half.step(Inputs.NONE, 1_310).record().decided())
                .extracting(PendingFiring::id)
                .containsExactly(firingOf(0));
    }

    @Test
    void aDeadLetterThatAReplayMadeDecidesNothingThatWasDecidedBefore() {
        isRepaired = true;
        commit(published(events("throw-publish", "1")), 1_010);
        endAll();
        isRepaired = false;
        begin(7, false, -1);
        commit(replays(), 1_200);
        assertThat(slot.deadLetters()).hasSize(1);
        isRepaired = true;
        var step =
                commit(ruling(new Inputs.Redrive(slot.deadLetters().getFirst().id(), 0)), 1_300);
        assertThat(step.ruled().getFirst().result()).isEqualTo(Step.Result.HANDLED);
        assertThat(step.record().decided()).isEmpty();
        assertThat(step.record().publications()).isEmpty();
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\"]}".replace("1010", "1300"));
    }

    @Test
    void aDeadLetterOfOneThatNeverWasHandledDecidesThoughAReplayFailedAtItToo() {
        commit(published(events("throw-publish", "1")), 1_010);
        begin(7, false, -1);
        commit(replays(), 1_200);
        assertThat(slot.deadLetters()).hasSize(1);
        isRepaired = true;
        var step =
                commit(ruling(new Inputs.Redrive(slot.deadLetters().getFirst().id(), 0)), 1_300);
        assertThat(step.record().decided()).hasSize(1);
        assertThat(step.record().publications()).hasSize(1);
    }

    @Test
    void aTimerThatFailedIsDecidedWithTheSwapWhereAReplayComesByIt() {
        isTimerSound = false;
        commit(published(events("timer", "1")), 1_010);
        endAll();
        commit(Inputs.NONE, 1_030);
        assertThat(slot.deadLetters()).hasSize(1);
        isTimerSound = true;
        begin(7, false, -1);
        var step = commit(replays(), 1_200);
        assertThat(step.record().replays().swapped()).hasSize(1);
        assertThat(step.record().decided()).hasSize(1);
        assertThat(slot.deadLetters()).isEmpty();
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\",\"t@1020\"]}");
    }

    private static String firingOf(long offset) {
        return new Origin(Origin.Kind.EVENT, 0, offset).id(Origin.Use.FIRING, "a", "k", 0);
    }

    @Test
    void oneReplayAtATime() {
        commit(published(events("x", "1")), 1_010);
        assertThat(begin(7, false, -1)).isEqualTo(Step.Result.BEGUN);
        assertThat(begin(7, false, -1)).isEqualTo(Step.Result.DONE_BEFORE);
        assertThat(begin(8, false, -1)).isEqualTo(Step.Result.REFUSED);
        assertThat(rule(new Inputs.GiveUpReplay("a", 6))).isEqualTo(Step.Result.UNKNOWN);
        assertThat(rule(new Inputs.GiveUpReplay("a", 7))).isEqualTo(Step.Result.GIVEN_UP);
        assertThat(rule(new Inputs.GiveUpReplay("a", 7))).isEqualTo(Step.Result.GIVEN_UP);
        assertThat(begin(7, false, -1)).isEqualTo(Step.Result.DONE_BEFORE);
        assertThat(begin(6, false, -1)).isEqualTo(Step.Result.REFUSED);
        assertThat(rule(new Inputs.BeginReplay("b", 9, -1, OptionalLong.empty(), false)))
                .isEqualTo(Step.Result.REFUSED);
        assertThat(state()).isEqualTo("{\"what\":[\"1@1010\"]}");
        assertThat(slot.answer("a~7", 0)).hasValue(EditionName.ENDED);
        assertThat(slot.answer("a~9", 0)).isEmpty();
    }

    @Test
    void whatIsSwappedIsNotGivenUpAndASnapshotKnowsIt() {
        commit(published(events("x", "1")), 1_010);
        begin(7, false, -1);
        var half = new Slot(SETTINGS, List.of(new SensorRunner<>("a", sensor, 2)));
        half.restore(slot.snapshot());
        assertThat(half.replay("a")).isEqualTo(slot.replay("a"));
        commit(replays(), 1_100);
        assertThat(rule(new Inputs.GiveUpReplay("a", 7))).isEqualTo(Step.Result.REFUSED);
        var restored = new Slot(SETTINGS, List.of());
        restored.restore(slot.snapshot());
        assertThat(restored.replay("a")).isEqualTo(slot.replay("a"));
        var full = new Slot(SETTINGS, List.of());
        journal.forEach(full::apply);
        assertThat(SlotDescription.of(full.snapshot(), SETTINGS))
                .isEqualTo(SlotDescription.of(slot.snapshot(), SETTINGS));
    }

    private Slot start(long now) {
        var started = new Slot(SETTINGS, List.of(new SensorRunner<>("a", sensor, 2)));
        journal.forEach(started::apply);
        write(started, started.open("node", now));
        return started;
    }

    private Step.Result begin(long number, boolean fires, long startsAfter) {
        return rule(new Inputs.BeginReplay("a", number, startsAfter, OptionalLong.empty(), fires));
    }

    private Step.Result rule(Inputs.Ruling ruling) {
        return commit(ruling(ruling), 0).ruled().getFirst().result();
    }

    private void endAll() {
        end(slot.firings());
    }

    private void end(List<PendingFiring> firings) {
        commit(
                results(firings.stream()
                        .<FiringResult>map(firing -> new FiringResult.Delivered(firing.id(), 1))
                        .toList()),
                0);
    }

    /** The whole log, record by record, as it is read for what is behind. */
    private Inputs replays() {
        var replays = new ArrayList<Inputs.Replay>();
        for (var bytes : journal) {
            var record = RecordCodec.decode(bytes, "read again");
            if (!record.events().isEmpty()) {
                replays.add(new Inputs.Replay(record.firstOffset(), record.events(), record.atMillis()));
            }
        }
        return new Inputs(List.of(), List.of(), List.of(), replays, List.of(), List.of(), List.of(), List.of());
    }

    private String state() {
        return StateCodec.toJson(
                java.util.Objects.requireNonNull(slot.instance("a", "k")).state());
    }

    private Step commit(Inputs inputs, long now) {
        var step = slot.step(inputs, now);
        assertThat(step.isEmpty()).isFalse();
        write(slot, step);
        return step;
    }

    private void write(Slot to, Step step) {
        var bytes = RecordCodec.encode(step.record());
        journal.add(bytes);
        to.apply(bytes);
    }

    private static EventBlock events(String type, String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(Event.of("s", id, type).subject("k").build(), false);
        }
        return writer.take();
    }

    private static Inputs published(EventBlock block) {
        return new Inputs(List.of(block), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Inputs ruling(Inputs.Ruling ruling) {
        return new Inputs(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(ruling));
    }

    private static Inputs results(List<FiringResult> results) {
        return new Inputs(List.of(), List.of(), List.of(), List.of(), results, List.of(), List.of(), List.of());
    }
}
