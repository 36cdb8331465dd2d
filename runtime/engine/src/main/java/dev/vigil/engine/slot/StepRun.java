package dev.vigil.engine.slot;

import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.TurnMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step of a slot: reads its state, changes none of it, and comes to a {@link Step}. Used once. */
final class StepRun {
    private static final int MOST_TIMERS = 1_000;

    private final SlotState state;
    private final RunningSensors running;
    private final RecordDraft draft;
    private final Turns turns;
    private final Replaying replaying;
    private final OutgoingBlocks outgoing;
    private final EventBlockWriter taken;
    private final Identities identities;
    private final boolean[] live;
    private final Inputs inputs;
    private final long now;

    StepRun(SlotState state, RunningSensors running, TurnMode mode, Inputs inputs, long nowMillis) {
        int events = 0;
        int bytes = 0;
        for (var block : inputs.published()) {
            events += block.count();
            bytes += block.sizeBytes();
        }
        this.inputs = inputs;
        this.state = state;
        this.running = running;
        this.now = Math.max(nowMillis, state.atMillis);
        this.draft = new RecordDraft(state, now);
        this.turns = new Turns(state, running, draft, mode, now);
        this.replaying = new Replaying(state, running, draft, turns, now);
        this.outgoing = new OutgoingBlocks(running.sensors(), state.settings.slots());
        this.taken = new EventBlockWriter(bytes);
        this.identities = new Identities(state.dedupe, events);
        this.live = new boolean[running.count()];
    }

    Step run() {
        inputs.firingResults().forEach(this::endFiring);
        var rulings = new Rulings(state, running, draft, turns, now);
        var ruled = inputs.rulings().stream().map(rulings::rule).toList();
        boolean allTimersRan = runTimers();
        inputs.replays().forEach(this::replay);
        inputs.delivered().forEach(this::takeDelivery);
        findLiveSensors();
        var answers = new ArrayList<Step.Answer>(inputs.published().size());
        inputs.published().forEach(block -> answers.add(takeBlock(block)));
        inputs.publications().forEach(this::takePublications);
        replaying.swap(live, allTimersRan);
        confirm();
        turns.finish();
        return draft.toStep(
                taken.take(),
                identities.toArray(),
                heldSensors(),
                answers,
                outgoing.take(running),
                ruled,
                turns.handled(),
                turns.spans());
    }

    private void endFiring(FiringResult result) {
        var firing = state.firings.get(result.firingId());
        if (firing == null || draft.hasEnded(result.firingId())) {
            return;
        }
        switch (result) {
            case FiringResult.Delivered(var id, var attempts) ->
                draft.ended(new SlotRecord.Ended(id, Optional.empty(), attempts));
            case FiringResult.Published(var id, var event, var attempts) -> {
                draft.ended(new SlotRecord.Ended(id, Optional.empty(), attempts));
                if (!firing.isRepeated()) {
                    publish(Decision.Publish.of(event), id);
                }
            }
            case FiringResult.Exhausted(var id, var cause, var attempts) -> {
                draft.ended(new SlotRecord.Ended(id, Optional.of(cause), attempts));
                draft.deadLetter(new DeadLetter(
                        id,
                        firing.sensor(),
                        firing.key(),
                        DeadLetter.Reason.NOT_DELIVERED,
                        cause,
                        firing.earlierAttempts() + attempts,
                        now,
                        new Origin(Origin.Kind.EVENT, state.slot(), 0),
                        "",
                        0,
                        Optional.empty(),
                        Optional.of(firing),
                        firing.redrives(),
                        false));
            }
        }
    }

    private void publish(Decision.Publish event, String firingId) {
        draft.publication(Placement.slotOf(event.partitionKey(), state.settings.slots()), event.event(), firingId);
    }

    /**
     * Runs what is due, of sensors that are replayed a millisecond later than of others: a timer that such a one sets in this
     * step is then due later than all that have run. Whether all of those have.
     */
    private boolean runTimers() {
        var acting = new ArrayList<Integer>(running.sensors());
        var replayed = new ArrayList<Integer>();
        for (int place = 0; place < running.sensors(); place++) {
            var slice = running.slice(place);
            if (!state.isHeld(slice)) {
                (slice.isReplayed() ? replayed : acting).add(slice.id);
            }
        }
        state.timers.due(now, MOST_TIMERS, acting).forEach(turns::onTimer);
        var due = state.timers.due(now - 1, MOST_TIMERS, replayed);
        due.forEach(turns::onTimer);
        return due.size() < MOST_TIMERS;
    }

    /** Lets sensors that are behind handle a stretch of the log that follows what they have. */
    private void replay(Inputs.Replay replay) {
        if (replay.lastOffset() >= state.nextOffset) {
            return; // read beyond what this incarnation has applied: the next reading ends where it should
        }
        for (int place = 0; place < running.sensors(); place++) {
            var slice = running.slice(place);
            long has = draft.received(slice, state.slot());
            if (state.isHeld(slice) || has < replay.firstOffset() - 1 || has >= replay.lastOffset()) {
                continue;
            }
            long offset = replay.firstOffset();
            for (var event : replay.events()) {
                if (offset > has) {
                    handleOwn(place, event, offset);
                }
                offset++;
            }
            draft.received(slice, state.slot(), replay.lastOffset());
        }
        running.replays().forEach(place -> replaying.take(place, replay));
    }

    private void handleOwn(int place, BlockEvent event, long offset) {
        for (int wanted : running.router().route(event)) {
            if (wanted == place) {
                var origin = new Origin(Origin.Kind.EVENT, state.slot(), offset);
                // Its key may not have been found when it was taken in.
                var letters = state.deadLetters.about(DeadLetters.Subject.ofEvent(running.slice(place).id, origin));
                var target = turns.target(place, event, offset, state.slot(), letters.isEmpty());
                if (target.slot() == state.slot()) {
                    letters.forEach(draft::settled);
                    turns.onEvent(place, target.key(), event, origin);
                }
            }
        }
    }

    private void takeDelivery(Inputs.Delivered block) {
        int place = running.placeOf(block.sensor());
        if (place >= 0 && running.isReplay(place)) {
            replaying.take(place, block);
        } else if (place >= 0 && !state.isHeld(running.slice(place))) {
            takeDelivery(place, block);
        }
    }

    private void takeDelivery(int place, Inputs.Delivered block) {
        var slice = running.slice(place);
        long has = draft.received(slice, block.from());
        if (block.after() > has || block.upTo() <= has) {
            return;
        }
        int replay = running.replayOf(place);
        boolean isFollowed = replay >= 0 && replaying.isLevel(replay, block.from());
        int i = 0;
        for (var event : block.events()) {
            long offset = block.offsets()[i++];
            if (offset > has) {
                var origin = new Origin(Origin.Kind.EVENT, block.from(), offset);
                var target = turns.target(place, event, offset, block.from(), true);
                if (target.slot() == state.slot()) {
                    turns.onEvent(place, target.key(), event, origin);
                } else if (target.exists()) {
                    turns.keyMoved(place, target, event, origin);
                }
            }
        }
        draft.received(slice, block.from(), block.upTo());
        if (isFollowed) {
            replaying.follow(replay, block);
        }
    }

    private void findLiveSensors() {
        for (int place = 0; place < live.length; place++) {
            var slice = running.slice(place);
            boolean goes = running.isReplay(place) ? live[running.livingOf(place)] : !state.isHeld(slice);
            live[place] = goes && draft.received(slice, state.slot()) == state.nextOffset - 1;
        }
    }

    private Step.Answer takeBlock(EventBlock block) {
        var events = block.events();
        int[] duplicates = identities.add(events);
        int next = 0;
        for (int place = 0; place < events.size(); place++) {
            if (next < duplicates.length && duplicates[next] == place) {
                next++;
            } else {
                take(events.get(place));
            }
        }
        return new Step.Answer(events.size() - duplicates.length, duplicates);
    }

    private void takePublications(Inputs.PublicationBatch batch) {
        long has = draft.publicationsReceived(batch.from());
        if (batch.after() > has || batch.upTo() <= has) {
            return;
        }
        for (int i = (int) (has - batch.after()); i < batch.events().size(); i++) {
            var bytes = batch.events().get(i);
            EventBlock.checked(bytes, 0, bytes.length, 1).forEach(this::take);
        }
        draft.publicationsReceived(batch.from(), batch.upTo());
    }

    private void take(BlockEvent event) {
        long offset = state.nextOffset + taken.count();
        taken.addCopy(event);
        for (int place : running.router().route(event)) {
            // Also for a sensor that is behind: by the time it comes by the event, its key function may be another.
            var target = turns.target(place, event, offset, state.slot(), true);
            if (target.exists() && target.slot() != state.slot()) {
                outgoing.add(place, target.slot(), event, offset);
            } else if (target.exists() && live[place]) {
                turns.onEvent(place, target.key(), event, new Origin(Origin.Kind.EVENT, state.slot(), offset));
            }
            int replay = running.replayOf(place);
            if (replay >= 0 && live[replay] && !replaying.onEvent(replay, event, state.slot(), offset, now)) {
                fallBehind(replay, offset);
            }
        }
    }

    /** A replay handles the rest of this step's events when it comes by them in the journal. */
    private void fallBehind(int replay, long offset) {
        live[replay] = false;
        draft.received(running.slice(replay), state.slot(), offset - 1);
    }

    private void confirm() {
        for (var confirmed : inputs.confirmed()) {
            var slice = state.byName.get(confirmed.sensor());
            if (slice != null && confirmed.upTo() > slice.confirmed[confirmed.slot()]) {
                draft.confirmed(slice, confirmed.slot(), confirmed.upTo());
            }
        }
        inputs.publicationsConfirmed().forEach(confirmed -> {
            if (!state.publications.get(confirmed.slot()).isEmpty()) {
                draft.publicationsConfirmed(confirmed.slot(), confirmed.upTo());
            }
        });
    }

    private List<Integer> heldSensors() {
        var held = new ArrayList<Integer>();
        for (var slice : state.sensors) {
            int place = running.placeOf(slice.name);
            if (place < 0 || !live[place]) {
                held.add(slice.id);
            }
        }
        return held;
    }
}
