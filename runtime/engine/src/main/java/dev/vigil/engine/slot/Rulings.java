package dev.vigil.engine.slot;

import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.Cause;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.KeyFailedException;
import java.util.Optional;

/** Carries out, within one step, what people have decided about dead letters and sensors. */
final class Rulings {
    private final SlotState state;
    private final RunningSensors running;
    private final RecordDraft draft;
    private final Turns turns;
    private final long now;

    Rulings(SlotState state, RunningSensors running, RecordDraft draft, Turns turns, long now) {
        this.state = state;
        this.running = running;
        this.draft = draft;
        this.turns = turns;
        this.now = now;
    }

    Step.Ruled rule(Inputs.Ruling ruling) {
        return switch (ruling) {
            case Inputs.LetterRuling letter -> rule(letter);
            case Inputs.DropSensor(var sensor) -> drop(sensor);
            case Inputs.BeginReplay begin -> begin(begin);
            case Inputs.GiveUpReplay(var sensor, var number) -> giveUp(sensor, number);
        };
    }

    private Step.Ruled drop(String sensor) {
        var slice = state.byName.get(sensor);
        if (running.placeOf(sensor) >= 0) {
            return ruled(sensor, Step.Result.REFUSED, "sensor '" + sensor + "' is configured");
        }
        boolean drops = slice != null && !slice.isDropped && draft.dropped(slice);
        return ruled(sensor, drops ? Step.Result.DROPPED : Step.Result.UNKNOWN, "");
    }

    /** A replay that has begun may be begun again: who asked may not have been answered. */
    private Step.Ruled begin(Inputs.BeginReplay begin) {
        var sensor = begin.id();
        int place = running.placeOf(sensor);
        if (place < 0) {
            return ruled(sensor, Step.Result.REFUSED, "sensor '" + sensor + "' is not configured");
        }
        var slice = running.slice(place);
        var last = slice.replay == null ? null : slice.replay.edition;
        if (last != null && last.begun.number() == begin.number()) {
            return ruled(sensor, Step.Result.DONE_BEFORE, "");
        }
        if (last != null && last.isRunning()) {
            return ruled(sensor, Step.Result.REFUSED, "replay " + last.begun.number() + " of it is under way");
        }
        if (begin.number() <= slice.lastReplay || draft.begins(sensor)) {
            return ruled(sensor, Step.Result.REFUSED, "a later replay of it has been here");
        }
        int id = slice.replay == null ? state.sensors.size() + draft.newEditions() : slice.replay.id;
        // The log may have been cut since it was asked where it begins.
        long startsAfter = Math.max(begin.startsAfter(), state.log.begin().offset() - 1);
        draft.begun(new SlotRecord.ReplayBegun(id, slice.id, begin.number(), startsAfter, begin.from(), begin.fires()));
        return ruled(sensor, Step.Result.BEGUN, "");
    }

    private Step.Ruled giveUp(String sensor, long number) {
        var living = state.byName.get(sensor);
        var slice = living == null ? null : living.replay;
        var edition = slice == null ? null : slice.edition;
        if (slice == null || edition == null || edition.begun.number() != number) {
            return ruled(sensor, Step.Result.UNKNOWN, "");
        }
        return switch (edition.stage) {
            case RUNNING -> {
                draft.givenUp(slice);
                yield ruled(sensor, Step.Result.GIVEN_UP, "");
            }
            case GIVEN_UP -> ruled(sensor, Step.Result.GIVEN_UP, "");
            case SWAPPED, DONE -> ruled(sensor, Step.Result.REFUSED, "its state is the sensor's already");
        };
    }

    private Step.Ruled rule(Inputs.LetterRuling ruling) {
        var id = ruling.id();
        var pending = state.firings.get(id);
        if (draft.isRedriven(id) || (pending != null && pending.redrives() > 0)) {
            return ruled(id, Step.Result.UNDER_WAY, "");
        }
        var letter = draft.standing(id);
        if (letter == null) {
            return ruled(id, Step.Result.UNKNOWN, "");
        }
        if (isAhead(letter)) {
            return ruled(id, Step.Result.HELD, "the sensor is behind, and has not come by this event");
        }
        return switch (ruling) {
            case Inputs.Discard _ -> {
                draft.settled(id);
                yield ruled(id, Step.Result.DISCARDED, "");
            }
            case Inputs.Redrive(var _, var seen) ->
                seen == letter.redrives() ? redrive(letter) : ruled(id, Step.Result.DONE_BEFORE, "");
        };
    }

    /**
     * Whether its sensor is on its way to the event, and may find its key then. One that does not run comes by it only if it comes
     * back, and then makes the letter anew.
     */
    private boolean isAhead(DeadLetter letter) {
        var origin = letter.origin();
        var slice = state.sensors.get(letter.sensor());
        return letter.reason() == DeadLetter.Reason.KEY_FAILED
                && running.placeOf(slice.name) >= 0
                && origin.slot() == state.slot()
                && draft.received(slice, state.slot()) < origin.position();
    }

    private Step.Ruled redrive(DeadLetter letter) {
        var slice = state.sensors.get(letter.sensor());
        int place = running.placeOf(slice.name);
        if (place < 0) {
            return ruled(letter.id(), Step.Result.REFUSED, "sensor '" + slice.name + "' is not configured");
        }
        if (state.hasTooManyFirings(slice)) {
            return ruled(
                    letter.id(),
                    Step.Result.HELD,
                    "sensor '" + slice.name + "' waits for " + slice.outstandingFirings + " firings to end");
        }
        if (letter.firing().isPresent()) {
            draft.redriven(letter.firing().get().redriven(letter));
            return ruled(letter.id(), Step.Result.DISPATCHED, "");
        }
        var event = letter.event().map(Rulings::event);
        return letter.reason() == DeadLetter.Reason.KEY_FAILED
                ? findKey(place, letter, event.orElseThrow())
                : handle(place, letter.key(), letter, event);
    }

    private static BlockEvent event(byte[] bytes) {
        return EventBlock.checked(bytes, 0, bytes.length, 1).iterator().next();
    }

    /**
     * An event whose key was not to be found may only be handled here: whether its partition has sent it to another slot
     * since, as it does where that slot is behind and the key function has been repaired, neither of the two slots knows.
     */
    private Step.Ruled findKey(int place, DeadLetter letter, BlockEvent event) {
        Optional<String> key;
        try {
            key = running.runner(place).keyOf(event);
        } catch (KeyFailedException e) {
            return failed(letter, "", DeadLetter.Reason.KEY_FAILED, e.cause(), 1);
        }
        if (key.isEmpty()) {
            return handled(letter);
        }
        int slot = Placement.slotOf(key.get(), state.settings.slots());
        return slot == state.slot()
                ? handle(place, key.get(), letter, Optional.of(event))
                : ruled(
                        letter.id(),
                        Step.Result.REFUSED,
                        "its key is '" + key.get() + "' now, of slot " + slot
                                + ", which may have been sent the event already; if it was not, publish it under a new"
                                + " id and discard this");
    }

    private Step.Ruled handle(int place, String key, DeadLetter letter, Optional<BlockEvent> event) {
        var call = new Turns.Call(place, key, letter.origin(), letter.timer(), letter.dueMillis(), event);
        return switch (turns.again(call)) {
            case Decision.Decided(var actions) -> {
                if (!letter.isRepeated()) {
                    turns.carryOut(call, actions);
                }
                yield handled(letter);
            }
            case Decision.Rejected(var reason) -> failed(letter, key, DeadLetter.Reason.REJECTED, reason, 1);
            case Decision.Failed(var cause, var tries) ->
                failed(letter, key, DeadLetter.Reason.HANDLER_FAILED, cause, tries);
        };
    }

    private Step.Ruled handled(DeadLetter letter) {
        draft.settled(letter.id());
        return ruled(letter.id(), Step.Result.HANDLED, "");
    }

    private Step.Ruled failed(DeadLetter letter, String key, DeadLetter.Reason reason, String cause, int tries) {
        draft.deadLetter(letter.failedAgain(key, reason, cause, tries, now));
        return ruled(letter.id(), Step.Result.FAILED_AGAIN, cause);
    }

    private static Step.Ruled ruled(String id, Step.Result result, String reason) {
        return new Step.Ruled(id, result, Cause.shortened(reason));
    }
}
