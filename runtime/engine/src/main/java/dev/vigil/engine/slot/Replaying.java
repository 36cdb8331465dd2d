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
        if (block.settled() > draft.received(living, from)) {
            draft.received(living, from, block.settled());
        }
        var slice = running.slice(place);
        long has = draft.received(slice, from);
        if (block.after() > has || block.upTo() <= has || state.isWaiting(slice)) {
            return;
        }
        long reached = handle(place, block, has, draft.received(living, from), time(block.atMillis()));
        if (reached > has) {
            draft.received(slice, from, reached);
        }
    }

    /** Whether a replay has as much of a partition as its sensor, so that it is handed what that is handed next. */
    boolean isLevel(int place, int from) {
        return draft.received(running.slice(place), from)
                >= draft.received(running.slice(running.livingOf(place)), from);
    }

    /** Hands a replay that was level what its sensor has just handled. */
    void follow(int place, Inputs.Delivered block) {
        var slice = running.slice(place);
        long has = draft.received(slice, block.from());
        if (block.upTo() > has) {
            long reached = handle(place, block, has, block.upTo(), now);
            draft.received(slice, block.from(), reached);
        }
    }

    /** Handles the events of a block that lie after one offset and not after another; up to where it got. */
    private long handle(int place, Inputs.Delivered block, long has, long most, long atMillis) {
        int i = 0;
        for (var event : block.events()) {
            long offset = block.offsets()[i++];
            if (offset > most || (offset > has && !onEvent(place, event, block.from(), offset, atMillis))) {
                return offset - 1;
            }
        }
        return block.upTo();
    }

    /** Handles a stretch of the slot's own log. */
    void take(int place, Inputs.Replay stretch) {
        var slice = running.slice(place);
        long has = draft.received(slice, state.slot());
        long most = Math.min(
                stretch.lastOffset(), draft.received(running.slice(running.livingOf(place)), state.slot()));
        if (has < stretch.firstOffset() - 1 || has >= most || state.isWaiting(slice)) {
            return;
        }
        long offset = stretch.firstOffset();
        for (var event : stretch.events()) {
            if (offset > most || (offset > has && !onOwn(place, event, offset, time(stretch.atMillis())))) {
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
        draft.cameBy(running.slice(place), running.slice(running.livingOf(place)), origin);
        return true;
    }

    /** Another node's clock may be ahead; what was not said happened now. */
    private long time(long atMillis) {
        return atMillis == 0 ? now : Math.min(atMillis, now);
    }

    /**
     * Makes the state of those the sensor's that have come as far as it. Their timers that came due have run then, for the
     * sensor's have: its new state is not to run them again.
     */
    void swap(boolean[] live, boolean allTimersRan) {
        running.replays().forEach(place -> {
            int living = running.livingOf(place);
            boolean isLevel = live[place] == live[living] && isLevelWithAll(place);
            if (isLevel && allTimersRan && !state.isHeld(running.slice(living)) && turns.runOverdue(place)) {
                draft.swapped(running.slice(place));
            }
        });
    }

    private boolean isLevelWithAll(int place) {
        for (int from = 0; from < state.settings.slots(); from++) {
            if (!isLevel(place, from)) {
                return false;
            }
        }
        return true;
    }
}
