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

    Turns(SlotState state, RunningSensors running, RecordDraft draft, TurnMode mode, long now) {
        this.state = state;
        this.running = running;
        this.draft = draft;
        this.mode = mode;
        this.now = now;
        this.handledEvents = new int[running.count()];
        this.ranTimers = new int[running.count()];
        for (int i = 0; i < running.count(); i++) {
            turns.add(new HashMap<>());
        }
    }

    void onEvent(int place, String key, BlockEvent event, Origin origin) {
        var turn = turn(place, key);
        var decision = turn.onEvent(event, origin);
        act(place, key, decision, origin, "", Optional.of(event));
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
            act(place, due.key(), turn.onTimer(due.name(), origin), origin, due.name(), Optional.empty());
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
        act(place, key, turn.onEvent(event, origin), origin, "", Optional.of(event));
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
            turn.at(due.get().getValue());
            var origin = new Origin(Origin.Kind.TIMER, state.slot(), state.timerRuns + draft.nextTimerRun());
            draft.replay(running.slice(place)).timer();
            act(place, turn.key(), turn.onTimer(name, origin), origin, name, Optional.empty());
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

    /** Has an instance handle what became a dead letter; what it decides is for the caller to take. */
    Decision again(int place, String key, DeadLetter letter, Optional<BlockEvent> event) {
        var turn = turn(place, key);
        if (event.isEmpty()) {
            return turn.onTimerAgain(letter.timer(), letter.origin());
        }
        var decision = turn.onEvent(event.get(), letter.origin());
        traced(place, turn, decision, event.get(), letter.origin());
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

    private void act(
            int place, String key, Decision decision, Origin origin, String timer, Optional<BlockEvent> event) {
        var slice = running.slice(place);
        switch (decision) {
            case Decision.Decided(var actions) -> carryOut(place, key, actions, origin);
            case Decision.Rejected(var reason) ->
                deadLetter(slice, key, DeadLetter.Reason.REJECTED, reason, 1, origin, timer, event);
            case Decision.Failed(var cause, var tries) ->
                deadLetter(slice, key, DeadLetter.Reason.HANDLER_FAILED, cause, tries, origin, timer, event);
        }
    }

    /** Puts into the record what the last call of an instance decided. */
    void carryOut(int place, String key, List<Decision.Action> actions, Origin origin) {
        var slice = running.slice(place);
        if (running.isReplay(place)) {
            suppress(place, key, actions, origin);
            return;
        }
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case Decision.Fire(var trigger, var payload) ->
                    draft.decided(new PendingFiring(
                            origin.id(Origin.Use.FIRING, slice.name, key, i),
                            slice.id,
                            key,
                            trigger,
                            payload,
                            now,
                            0,
                            0,
                            false,
                            turn(place, key).trace()));
                case Decision.Publish(var bytes, var partitionKey) ->
                    draft.publication(
                            Placement.slotOf(partitionKey, state.settings.slots()),
                            bytes,
                            origin.id(Origin.Use.PUBLICATION, slice.name, key, i));
            }
        }
    }

    /** What a replay decides was decided before; a firing is carried out again where that is wanted, under its id. */
    private void suppress(int place, String key, List<Decision.Action> actions, Origin origin) {
        var replay = draft.replay(running.slice(place));
        var living = running.slice(running.livingOf(place));
        long atMillis = turn(place, key).now().toEpochMilli();
        boolean isEvent = origin.kind() == Origin.Kind.EVENT;
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case Decision.Publish _ -> replay.published();
                case Decision.Fire(var trigger, var payload) -> {
                    var id = origin.id(Origin.Use.FIRING, living.name, key, i);
                    if (isEvent && fires(place, origin) && !draft.isKnown(id)) {
                        draft.decided(new PendingFiring(
                                id,
                                living.id,
                                key,
                                trigger,
                                payload,
                                now,
                                0,
                                0,
                                true,
                                turn(place, key).trace()));
                        replay.repeated();
                    } else {
                        replay.suppressed(
                                trigger, payload, key, origin.slot(), isEvent ? origin.position() : -1, atMillis);
                    }
                }
            }
        }
    }

    private boolean fires(int place, Origin origin) {
        var edition = running.slice(place).edition;
        return edition != null && edition.fires(origin.slot(), origin.position());
    }

    private void deadLetter(
            SensorSlice slice,
            String key,
            DeadLetter.Reason reason,
            String cause,
            int tries,
            Origin origin,
            String timer,
            Optional<BlockEvent> event) {
        if (slice.edition != null) {
            draft.replay(slice).failed();
        }
        draft.deadLetter(new DeadLetter(
                origin.id(Origin.Use.DEAD_LETTER, slice.name, key, 0),
                slice.id,
                key,
                reason,
                cause,
                tries,
                now,
                origin,
                timer,
                event.map(BlockEvent::toBytes),
                Optional.empty(),
                0));
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
        deadLetter(
                running.slice(place),
                "",
                DeadLetter.Reason.KEY_FAILED,
                Cause.shortened(cause),
                1,
                origin,
                "",
                Optional.of(event));
    }

    private void keyFailed(int place, BlockEvent event, Origin origin, KeyFailedException e) {
        deadLetter(
                running.slice(place), "", DeadLetter.Reason.KEY_FAILED, e.cause(), 1, origin, "", Optional.of(event));
    }
}
