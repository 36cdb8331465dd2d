package dev.vigil.engine.simulation;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.LogBegin;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.slot.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** How a run breaks a guarantee on purpose. */
final class Broken {
    private Broken() {}

    /** A delivery, made to look as if it followed where the plan says that this is not checked. */
    static Inputs.Delivered received(Inputs.Delivered block, long has, Plan plan) {
        boolean gap = block.after() > has;
        boolean repeat = block.upTo() <= has;
        if (plan.mutation() == Mutation.MARKS_LOST) {
            return block.with(Inputs.ReplayMark.NONE);
        }
        if (plan.mutation() == Mutation.GAPS_ACCEPTED && gap) {
            return new Inputs.Delivered(
                    block.sensor(),
                    block.from(),
                    has,
                    block.upTo(),
                    block.events(),
                    block.offsets(),
                    block.atMillis(),
                    block.ofReplay());
        }
        if (plan.mutation() == Mutation.REPEATS_ACCEPTED && repeat) {
            var offsets = block.offsets();
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = has + 1 + i;
            }
            return new Inputs.Delivered(
                    block.sensor(),
                    block.from(),
                    has,
                    has + offsets.length,
                    block.events(),
                    offsets,
                    block.atMillis(),
                    block.ofReplay());
        }
        return block;
    }

    /** What is answered about a delivery; that a replay is over, where the plan says so, if its sensor is not there. */
    static OptionalLong answered(Inputs.Delivered block, Slot slot, Plan plan) {
        var answer = slot.answer(block.sensor(), block.from());
        boolean isOfReplay = block.sensor().indexOf('~') >= 0;
        return plan.mutation() == Mutation.REPLAYS_LOST && isOfReplay && answer.isEmpty()
                ? OptionalLong.of(Long.MAX_VALUE)
                : answer;
    }

    /** A step in which a replay takes over that has just begun to handle events, where the plan says so. */
    private static SlotRecord.Replays swapped(SlotRecord.Replays replays, Plan plan) {
        return plan.mutation() != Mutation.SWAPPED_EARLY
                        || replays.advanced().isEmpty()
                        || !replays.givenUp().isEmpty()
                ? replays
                : new SlotRecord.Replays(
                        replays.begun(),
                        replays.advanced(),
                        replays.advanced().stream()
                                .map(one -> new SlotRecord.ReplaySwapped(one.edition(), Set.of(), true))
                                .toList(),
                        List.of());
    }

    /** A ruling, made to look as if nothing had happened since, where the plan says that this is not checked. */
    static Inputs.Ruling ruled(Inputs.Ruling ruling, Slot slot, Plan plan) {
        var letter = slot.deadLetter(ruling.id());
        return plan.mutation() == Mutation.REDRIVES_UNGUARDED && ruling instanceof Inputs.Redrive && letter != null
                ? new Inputs.Redrive(ruling.id(), letter.redrives())
                : ruling;
    }

    /** A step, without what says that dead letters or sensors are gone where the plan says so. */
    static Step kept(Step step, Plan plan) {
        var r = step.record();
        boolean letters = plan.mutation() == Mutation.LETTERS_KEPT;
        boolean sensors = plan.mutation() == Mutation.SENSORS_KEPT;
        return !letters && !sensors && plan.mutation() != Mutation.SWAPPED_EARLY
                ? step
                : new Step(
                        new SlotRecord(
                                r.sequence(),
                                r.atMillis(),
                                r.opened(),
                                r.firstOffset(),
                                r.events(),
                                r.identities(),
                                r.changes(),
                                r.decided(),
                                r.ended(),
                                r.deadLetters(),
                                r.received(),
                                r.confirmed(),
                                r.held(),
                                r.publications(),
                                r.publicationsReceived(),
                                r.publicationsConfirmed(),
                                r.timerRuns(),
                                letters ? List.of() : r.settledLetters(),
                                sensors ? List.of() : r.droppedSensors(),
                                r.logBegins(),
                                swapped(r.replays(), plan)),
                        step.isEmpty(),
                        step.answers(),
                        step.outgoing(),
                        step.ruled(),
                        step.handled(),
                        step.spans());
    }

    /** Where the log is to begin, or too late where the plan says so. */
    static Optional<LogBegin> cut(Slot slot, long covered, StoredJournal journal, World world) {
        var plan = world.plan;
        long claimed = plan.mutation() == Mutation.CUT_PAST_SNAPSHOTS ? slot.sequence() : covered;
        var cut = slot.logCut(plan.retention(), claimed, world.now);
        if (plan.mutation() != Mutation.CUT_PAST_POSITIONS
                || covered <= slot.logBegin().sequence()) {
            return cut;
        }
        var last = RecordCodec.decode(journal.records().get((int) covered - 1), "covered");
        return Optional.of(new LogBegin(covered + 1, last.lastOffset() + 1, 0));
    }

    static void releaseEarly(Step step, List<Consumer<Step.Answer>> answers) {
        for (int i = 0; i < answers.size(); i++) {
            answers.get(i).accept(step.answers().get(i));
        }
    }
}
