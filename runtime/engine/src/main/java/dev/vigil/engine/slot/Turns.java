package dev.vigil.engine.slot;

import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.Cause;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.InstanceTurn;
import dev.vigil.engine.sensor.KeyFailedException;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.StoredState;
import dev.vigil.engine.sensor.TurnMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The instances that one step touches, and what they decide. */
final class Turns {
    private static final int MOST_REPLAY_TIMERS = 2_000;

    private final SlotState state;
    private final RunningSensors running;
    private final RecordDraft draft;
    private final TurnMode mode;
    private final long now;
    private final Decisions decisions;
    private final List<Map<String, InstanceTurn<?>>> turns = new ArrayList<>();
    private final int[] handledEvents;
    private final int[] ranTimers;
    private final List<Step.Span> spans = new ArrayList<>();
    private int replayTimers;

    /** Where the instance for an event lives. */
    record Target(int slot, String key) {
        /** Of an event that has no instance. */
        private static final Target NONE = new Target(-1, "");

        boolean exists() {
            return slot >= 0;
        }
    }

    /**
     * One call of an instance's handler.
     *
     * @param place of the sensor
     * @param timer its name; empty where it is an event
     * @param dueMillis when the timer was due
     */
    record Call(int place, String key, Origin origin, String timer, long dueMillis, Optional<BlockEvent> event) {
        static Call ofEvent(int place, String key, Origin origin, BlockEvent event) {
            return new Call(place, key, origin, "", 0, Optional.of(event));
        }

        static Call ofTimer(int place, String key, Origin origin, String timer, long dueMillis) {
            return new Call(place, key, origin, timer, dueMillis, Optional.empty());
        }

        /** What a dead letter of that sensor about it is about. */
        DeadLetters.Subject about(int sensor) {
            return event.isPresent()
                    ? DeadLetters.Subject.ofEvent(sensor, origin)
                    : DeadLetters.Subject.ofTimer(sensor, key, timer, dueMillis);
        }
    }

    Turns(SlotState state, RunningSensors running, RecordDraft draft, TurnMode mode, long now) {
        this.state = state;
        this.running = running;
        this.draft = draft;
        this.mode = mode;
        this.now = now;
        this.decisions = new Decisions(state, running, draft, now);
        this.handledEvents = new int[running.count()];
        this.ranTimers = new int[running.count()];
        for (int i = 0; i < running.count(); i++) {
            turns.add(new HashMap<>());
        }
    }

    void onEvent(int place, String key, BlockEvent event, Origin origin) {
        var turn = turn(place, key);
        var decision = turn.onEvent(event, origin);
        act(Call.ofEvent(place, key, origin, event), decision);
        handledEvents[place]++;
        traced(place, turn, decision, event, origin);
    }

    void onTimer(TimerQueue.Due due) {
        int place = running.placeOf(state.sensors.get(due.sensor()).name);
        var turn = turn(place, due.key());
        var set = turn.timer(due.name());
        if (set.isPresent() && set.get().toEpochMilli() == due.dueMillis()) {
            var origin = new Origin(Origin.Kind.TIMER, state.slot(), state.timerRuns + draft.nextTimerRun());
            ranTimers[place]++;
            act(Call.ofTimer(place, due.key(), origin, due.name(), due.dueMillis()), turn.onTimer(due.name(), origin));
        }
    }

    /**
     * Has an instance of a replay handle an event as if it were that time, after the timers that were due then; false where
     * they are too many for this step, and the event has to wait.
     */
    boolean onReplayed(int place, String key, BlockEvent event, Origin origin, long atMillis) {
        var turn = turn(place, key);
        // What is due now, the sensor itself runs in the next step.
        if (!runReplayed(place, turn, Math.min(atMillis, now - 1), Set.of())) {
            return false;
        }
        turn.at(atMillis);
        draft.replay(running.slice(place)).event();
        act(Call.ofEvent(place, key, origin, event), turn.onEvent(event, origin));
        return true;
    }

    /**
     * Runs the timers of a replay that are overdue, but those which the sensor itself has still to run: these stay set. False
     * where they are too many for this step.
     */
    boolean runOverdue(int place) {
        var keys = new LinkedHashSet<>(turns.get(place).keySet());
        state.timers
                .due(now - 1, Integer.MAX_VALUE, List.of(running.slice(place).id))
                .forEach(due -> keys.add(due.key()));
        for (var key : keys) {
            if (!runReplayed(place, turn(place, key), now - 1, waiting(running.livingOf(place), key))) {
                return false;
            }
        }
        return true;
    }

    /** The names of the timers that an instance has set. */
    private Set<String> waiting(int place, String key) {
        var turn = turns.get(place).get(key);
        return turn == null
                ? stored(place, key).timers().keySet()
                : turn.timers().keySet();
    }

    private boolean runReplayed(int place, InstanceTurn<?> turn, long upToMillis, Set<String> waiting) {
        for (var due = firstDue(turn, upToMillis, waiting);
                due.isPresent();
                due = firstDue(turn, upToMillis, waiting)) {
            if (replayTimers == MOST_REPLAY_TIMERS) {
                return false;
            }
            replayTimers++;
            var name = due.get().getKey();
            long dueMillis = due.get().getValue();
            turn.at(dueMillis);
            var origin = new Origin(Origin.Kind.TIMER, state.slot(), state.timerRuns + draft.nextTimerRun());
            draft.replay(running.slice(place)).timer();
            var call = Call.ofTimer(place, turn.key(), origin, name, dueMillis);
            act(call, turn.onTimer(name, origin));
            cameBy(place, call.about(running.slice(running.livingOf(place)).id));
        }
        return true;
    }

    private static Optional<Map.Entry<String, Long>> firstDue(
            InstanceTurn<?> turn, long upToMillis, Set<String> waiting) {
        var timers = turn.timers();
        return timers.isEmpty()
                ? Optional.empty()
                : timers.entrySet().stream()
                        .filter(timer -> timer.getValue() <= upToMillis && !waiting.contains(timer.getKey()))
                        .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
    }

    /** A replay has come by something: its sensor's dead letters about it are over when it takes its place. */
    void cameBy(int place, DeadLetters.Subject subject) {
        var letters = draft.lettersAbout(subject);
        if (!letters.isEmpty()) {
            var replay = draft.replay(running.slice(place));
            letters.forEach(letter -> replay.settles(letter.id()));
        }
    }

    /** Has an instance handle what became a dead letter; what it decides is for the caller to take. */
    Decision again(Call call) {
        var turn = turn(call.place(), call.key());
        if (call.event().isEmpty()) {
            return turn.onTimerAgain(call.timer(), call.origin());
        }
        var event = call.event().get();
        var decision = turn.onEvent(event, call.origin());
        traced(call.place(), turn, decision, event, call.origin());
        return decision;
    }

    private void traced(int place, InstanceTurn<?> turn, Decision decision, BlockEvent event, Origin origin) {
        turn.trace()
                .filter(turn::isSpan)
                .ifPresent(span -> spans.add(new Step.Span(
                        running.slice(place).name,
                        turn.key(),
                        event,
                        origin,
                        span,
                        switch (decision) {
                            case Decision.Decided _ -> Optional.empty();
                            case Decision.Rejected(var reason) -> Optional.of(reason);
                            case Decision.Failed(var cause, var _) -> Optional.of(cause);
                        })));
    }

    /** What each sensor was called for, those left out that were not called. */
    List<Step.Handled> handled() {
        var handled = new ArrayList<Step.Handled>();
        for (int place = 0; place < running.sensors(); place++) {
            if (handledEvents[place] + ranTimers[place] > 0) {
                handled.add(new Step.Handled(running.slice(place).name, handledEvents[place], ranTimers[place]));
            }
        }
        return handled;
    }

    /** The calls that are spans. */
    List<Step.Span> spans() {
        return spans;
    }

    /** Puts the changed instances into the record. */
    void finish() {
        for (int place = 0; place < turns.size(); place++) {
            var slice = running.slice(place);
            turns.get(place).forEach((key, turn) -> {
                if (turn.changed()) {
                    var result = turn.result();
                    draft.change(slice, key, toInstance(result));
                }
            });
        }
    }

    private @Nullable Instance toInstance(StoredState result) {
        var bytes = result.state();
        if (bytes == null) {
            return null;
        }
        if (result.timers().isEmpty()) {
            return new Instance(bytes, result.version(), now, List.of());
        }
        var timers = result.timers().entrySet().stream()
                .map(timer -> new Instance.Timer(timer.getKey(), timer.getValue()))
                .toList();
        return new Instance(bytes, result.version(), now, timers);
    }

    private InstanceTurn<?> turn(int place, String key) {
        var known = turns.get(place).get(key);
        if (known == null) {
            known = running.runner(place).begin(key, stored(place, key), mode, now);
            turns.get(place).put(key, known);
        }
        return known;
    }

    private StoredState stored(int place, String key) {
        var instance = running.slice(place).instances.get(key);
        if (instance == null) {
            return StoredState.NONE;
        }
        if (instance.timers().isEmpty()) {
            return new StoredState(instance.state(), instance.version(), Map.of());
        }
        var timers = new HashMap<String, Long>();
        instance.timers().forEach(timer -> timers.put(timer.name(), timer.dueMillis()));
        return new StoredState(instance.state(), instance.version(), timers);
    }

    private void act(Call call, Decision decision) {
        switch (decision) {
            case Decision.Decided(var actions) -> carryOut(call, actions);
            case Decision.Rejected(var reason) -> deadLetter(call, DeadLetter.Reason.REJECTED, reason, 1);
            case Decision.Failed(var cause, var tries) ->
                deadLetter(call, DeadLetter.Reason.HANDLER_FAILED, cause, tries);
        }
    }

    /** Puts into the record what a call of an instance decided. */
    void carryOut(Call call, List<Decision.Action> actions) {
        decisions.carryOut(call, turn(call.place(), call.key()), actions);
    }

    private void deadLetter(Call call, DeadLetter.Reason reason, String cause, int tries) {
        var slice = running.slice(call.place());
        if (slice.edition != null) {
            draft.replay(slice).failed();
        }
        draft.deadLetter(new DeadLetter(
                call.origin().id(Origin.Use.DEAD_LETTER, slice.name, call.key(), 0),
                slice.id,
                call.key(),
                reason,
                cause,
                tries,
                now,
                call.origin(),
                call.timer(),
                call.dueMillis(),
                call.event().map(BlockEvent::toBytes),
                Optional.empty(),
                0,
                false));
    }

    /**
     * Finds the instance for an event; where the key function throws, there is none, and a dead letter if it is for this
     * step to say so.
     */
    Target target(int place, BlockEvent event, long offset, int partition, boolean reports) {
        Optional<String> key;
        try {
            key = running.runner(place).keyOf(event);
        } catch (KeyFailedException e) {
            if (reports) {
                keyFailed(place, event, new Origin(Origin.Kind.EVENT, partition, offset), e);
            }
            return Target.NONE;
        }
        if (key.isEmpty()) {
            return Target.NONE;
        }
        var found = key.get();
        return found.equals(event.partitionKey())
                ? new Target(partition, found)
                : new Target(Placement.slotOf(found, state.settings.slots()), found);
    }

    /** The key function has become another since the event was sent here: an instance here would be a second one. */
    void keyMoved(int place, Target target, BlockEvent event, Origin origin) {
        var cause = "its key is '" + target.key() + "' now, of slot " + target.slot();
        deadLetter(Call.ofEvent(place, "", origin, event), DeadLetter.Reason.KEY_FAILED, Cause.shortened(cause), 1);
    }

    private void keyFailed(int place, BlockEvent event, Origin origin, KeyFailedException e) {
        deadLetter(Call.ofEvent(place, "", origin, event), DeadLetter.Reason.KEY_FAILED, e.cause(), 1);
    }
}
