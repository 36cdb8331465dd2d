package dev.vigil.engine.slot;

import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.Decision;
import dev.vigil.engine.sensor.InstanceTurn;
import dev.vigil.engine.sensor.Origin;
import java.util.ArrayList;
import java.util.List;

/** Puts into a step's record what handlers decided: all of it for a sensor, and for a replay what was not decided before. */
final class Decisions {
    private final SlotState state;
    private final RunningSensors running;
    private final RecordDraft draft;
    private final long now;

    Decisions(SlotState state, RunningSensors running, RecordDraft draft, long now) {
        this.state = state;
        this.running = running;
        this.draft = draft;
        this.now = now;
    }

    /** Takes what a call of that instance decided. */
    void carryOut(Turns.Call call, InstanceTurn<?> turn, List<Decision.Action> actions) {
        if (running.isReplay(call.place())) {
            replayed(call, turn, actions);
            return;
        }
        var slice = running.slice(call.place());
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case Decision.Fire fire -> draft.decided(firing(slice, call, turn, i, fire, false));
                case Decision.Publish publish -> {
                    var made = publication(slice, call, i, publish);
                    draft.publication(made.target(), made.event(), made.cause());
                }
            }
        }
    }

    private PendingFiring firing(
            SensorSlice slice,
            Turns.Call call,
            InstanceTurn<?> turn,
            int ordinal,
            Decision.Fire fire,
            boolean isRepeated) {
        return new PendingFiring(
                call.origin().id(Origin.Use.FIRING, slice.name, call.key(), ordinal),
                slice.id,
                call.key(),
                fire.trigger(),
                fire.payload(),
                now,
                0,
                0,
                isRepeated,
                turn.trace());
    }

    private Publication publication(SensorSlice slice, Turns.Call call, int ordinal, Decision.Publish publish) {
        return new Publication(
                Placement.slotOf(publish.partitionKey(), state.settings.slots()),
                0,
                publish.event(),
                call.origin().id(Origin.Use.PUBLICATION, slice.name, call.key(), ordinal));
    }

    /** What a replay decides was decided before, but for what is a dead letter of its sensor. */
    private void replayed(Turns.Call call, InstanceTurn<?> turn, List<Decision.Action> actions) {
        var living = running.slice(running.livingOf(call.place()));
        draft.lettersAbout(call.about(living.id)).stream()
                .filter(letter -> !letter.isRepeated())
                .findFirst()
                .ifPresentOrElse(
                        letter -> owe(call, turn, actions, letter.id(), living),
                        () -> suppress(call, turn, actions, living));
    }

    private void owe(
            Turns.Call call, InstanceTurn<?> turn, List<Decision.Action> actions, String letter, SensorSlice living) {
        var replay = draft.replay(running.slice(call.place()));
        var firings = new ArrayList<PendingFiring>();
        var publications = new ArrayList<Publication>();
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case Decision.Fire fire -> {
                    firings.add(firing(living, call, turn, i, fire, false));
                    replay.repeated();
                }
                case Decision.Publish publish -> publications.add(publication(living, call, i, publish));
            }
        }
        replay.owes(new Owed(letter, firings, publications));
    }

    /** A firing of an event is carried out again where that is wanted, under its id. */
    private void suppress(Turns.Call call, InstanceTurn<?> turn, List<Decision.Action> actions, SensorSlice living) {
        var replay = draft.replay(running.slice(call.place()));
        var origin = call.origin();
        long atMillis = turn.now().toEpochMilli();
        boolean isEvent = origin.kind() == Origin.Kind.EVENT;
        for (int i = 0; i < actions.size(); i++) {
            switch (actions.get(i)) {
                case Decision.Publish _ -> replay.published();
                case Decision.Fire fire -> {
                    var firing = firing(living, call, turn, i, fire, true);
                    if (isEvent && fires(call.place(), origin) && !draft.isKnown(firing.id())) {
                        draft.decided(firing);
                        replay.repeated();
                    } else {
                        replay.suppressed(
                                fire.trigger(),
                                fire.payload(),
                                call.key(),
                                origin.slot(),
                                isEvent ? origin.position() : -1,
                                atMillis);
                    }
                }
            }
        }
    }

    private boolean fires(int place, Origin origin) {
        var edition = running.slice(place).edition;
        return edition != null && edition.fires(origin.slot(), origin.position());
    }
}
