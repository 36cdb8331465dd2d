package dev.vigil.engine.slot;

import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.sensor.Origin;

/**
 * The replays within one step. A replay goes no further than its sensor: what that has not handled, it does not handle.
 * Where it has come as far, it is handed all that the sensor is handed from then on, so that it never falls behind again;
 * when that is so of all partitions, its state becomes the sensor's.
 */
final class Replaying {
    private final SlotState state;
    private final RunningSensors running;
    private final RecordDraft draft;
    private final Turns turns;
    private final long now;

    Replaying(SlotState state, RunningSensors running, RecordDraft draft, Turns turns, long now) {
        this.state = state;
        this.running = running;
        this.draft = draft;
        this.turns = turns;
        this.now = now;
    }

    /** Takes a block that is for a replay, as far as its sensor has come. */
    void take(int place, Inputs.Delivered block) {
        var living = running.slice(running.livingOf(place));
        int from = block.from();
        if (block.ofReplay().settled() > draft.received(living, from)) {
            draft.received(living, from, block.ofReplay().settled());
        }
        var slice = running.slice(place);
        if (draft.received(slice, from) == Edition.UNHEARD) {
            draft.received(slice, from, block.ofReplay().begins());
        }
        long has = draft.received(slice, from);
        long most = draft.received(living, from);
        if (block.after() > has || block.upTo() <= has || most <= has || state.isWaiting(slice)) {
            return;
        }
        long reached = handle(place, block, has, most, block.atMillis());
        draft.received(slice, from, Math.min(reached, most));
    }

    /** Whether a replay has as much of a partition as its sensor, so that it is handed what that is handed now. */
    boolean isLevel(int place, int from) {
        return draft.received(running.slice(place), from)
                >= draft.received(running.slice(running.livingOf(place)), from);
    }

    /** Hands a replay that was level what its sensor has just handled. */
    void follow(int place, Inputs.Delivered block) {
        var slice = running.slice(place);
        long has = draft.received(slice, block.from());
        if (block.upTo() > has) {
            long reached = handle(place, block, has, block.upTo(), block.atMillis());
            draft.received(slice, block.from(), reached);
        }
    }

    /** Handles the events of a block that lie after one offset and not after another; up to where it got. */
    private long handle(int place, Inputs.Delivered block, long has, long most, long atMillis) {
        int i = 0;
        for (var event : block.events()) {
            long offset = block.offsets()[i++];
            long at = time(place, block.from(), offset, atMillis);
            if (offset > most || (offset > has && !onEvent(place, event, block.from(), offset, at))) {
                return offset - 1;
            }
        }
        return block.upTo();
    }

    /** Handles a stretch of the slot's own log. */
    void take(int place, Inputs.Replay stretch) {
        var slice = running.slice(place);
        long has = draft.received(slice, state.slot());
        long most =
                Math.min(stretch.lastOffset(), draft.received(running.slice(running.livingOf(place)), state.slot()));
        if (has < stretch.firstOffset() - 1 || has >= most || state.isWaiting(slice)) {
            return;
        }
        long offset = stretch.firstOffset();
        for (var event : stretch.events()) {
            long at = time(place, state.slot(), offset, stretch.atMillis());
            if (offset > most || (offset > has && !onOwn(place, event, offset, at))) {
                break;
            }
            offset++;
        }
        draft.received(slice, state.slot(), Math.max(has, offset - 1));
    }

    private boolean onOwn(int place, BlockEvent event, long offset, long atMillis) {
        for (int wanted : running.router().route(event)) {
            if (wanted == running.livingOf(place)) {
                return onEvent(place, event, state.slot(), offset, atMillis);
            }
        }
        return true;
    }

    /** Handles one event, if its key lives here; false where that has to wait for the next step. */
    boolean onEvent(int place, BlockEvent event, int partition, long offset, long atMillis) {
        var origin = new Origin(Origin.Kind.EVENT, partition, offset);
        var target = turns.target(place, event, offset, partition, true);
        if (target.slot() == state.slot()) {
            if (!turns.onReplayed(place, target.key(), event, origin, atMillis)) {
                return false;
            }
        } else if (target.exists() && partition != state.slot()) {
            turns.keyMoved(place, target, event, origin);
        }
        turns.cameBy(place, DeadLetters.Subject.ofEvent(running.slice(running.livingOf(place)).id, origin));
        return true;
    }

    /**
     * What time it is for an event: when it was taken in. Where the sensor handles it in this step, too, it is the same for
     * both, so that timers which they set are due together. Another node's clock may be ahead; what was not said happened now.
     */
    private long time(int place, int partition, long offset, long atMillis) {
        boolean isOfThisStep = offset > running.slice(running.livingOf(place)).received[partition];
        return isOfThisStep || atMillis == 0 ? now : Math.min(atMillis, now);
    }

    /**
     * Makes the state of those the sensor's that have come as far as it. Their timers that came due have run then, for the
     * sensor's have: its new state is not to run them again.
     */
    void swap(boolean[] live, boolean allTimersRan) {
        running.replays().forEach(place -> {
            int living = running.livingOf(place);
            boolean isLevel = live[place] == live[living] && isEqual(place);
            var edition = running.slice(place).edition;
            if (edition != null
                    && isLevel
                    && allTimersRan
                    && !state.isHeld(running.slice(living))
                    && turns.runOverdue(place)) {
                draft.swapped(running.slice(place), edition);
            }
        });
    }

    /** A replay that begins later than its sensor has come waits for it: what lies between is for the sensor alone. */
    private boolean isEqual(int place) {
        var living = running.slice(running.livingOf(place));
        for (int from = 0; from < state.settings.slots(); from++) {
            if (draft.received(running.slice(place), from) != draft.received(living, from)) {
                return false;
            }
        }
        return true;
    }
}
