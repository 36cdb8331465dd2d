package dev.vigil.engine.slot;

import dev.vigil.engine.proto.journal.ReplaySnapshot;
import dev.vigil.engine.sensor.Origin;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replays of a slot's state: how each begins, goes on and ends by what a record says. Not thread-safe. */
final class Editions {
    private final SlotState state;

    Editions(SlotState state) {
        this.state = state;
    }

    /** Whether a replay has been here and needs nothing more; one whose sensor does not run at present may go on. */
    boolean isOver(EditionName name) {
        var living = state.byName.get(name.sensor());
        if (living == null || name.number() > living.lastReplay) {
            return false;
        }
        return name.number() < living.lastReplay || !living.isReplayed();
    }

    void apply(SlotRecord record) {
        var replays = record.replays();
        replays.advanced().forEach(this::advance);
        replays.swapped().forEach(this::swap);
        replays.givenUp().forEach(this::giveUp);
        replays.begun().forEach(begun -> begin(begun, record.atMillis()));
        state.sensors.forEach(this::endIfDone);
    }

    SensorSlice begin(SlotRecord.ReplayBegun begun, long atMillis) {
        var living = state.sensors.get(begun.sensor());
        var name = new EditionName(living.name, begun.number()).text();
        var before = living.replay;
        if (before == null ? begun.edition() != state.sensors.size() : begun.edition() != before.id) {
            throw new CorruptRecordException("slot " + state.slot() + ": replay " + name + " as number "
                    + begun.edition() + ", which is not its number");
        }
        var slice = new SensorSlice(begun.edition(), name, state.settings.slots());
        if (before == null) {
            state.sensors.add(slice);
        } else {
            forget(before);
            state.byName.remove(before.name);
            state.sensors.set(before.id, slice);
        }
        state.byName.put(name, slice);
        Arrays.fill(slice.received, Edition.UNHEARD);
        Arrays.fill(slice.confirmed, begun.startsAfter());
        slice.received[state.slot()] = begun.startsAfter();
        slice.startsAfter = begun.startsAfter();
        slice.edition = new Edition(living, begun, atMillis, living.received);
        living.replay = slice;
        living.lastReplay = begun.number();
        return slice;
    }

    void restore(int id, ReplaySnapshot saved) {
        var slice = state.sensors.get(id);
        var living = state.sensors.get(saved.getBegun().getSensor());
        slice.edition = ReplayProto.edition(saved, living);
        living.replay = slice;
        living.lastReplay = saved.getBegun().getNumber();
    }

    private void advance(SlotRecord.ReplayAdvanced advanced) {
        var edition = edition(advanced.edition());
        edition.tally = edition.tally.plus(advanced.tally());
        edition.settles.addAll(advanced.settles());
        edition.owed.addAll(advanced.owed());
    }

    /** Its instances become the sensor's. */
    private void swap(SlotRecord.ReplaySwapped swapped) {
        int id = swapped.edition();
        var slice = state.sensors.get(id);
        var edition = edition(id);
        var living = edition.living;
        for (int from = 0; from < living.received.length; from++) {
            living.received[from] = Math.max(living.received[from], slice.received[from]);
        }
        state.timers.drop(living.id);
        state.timers.drop(id);
        living.instances = slice.instances;
        slice.instances = new Instances();
        living.instances.forEachTimers((key, timers) -> state.timers.add(living.id, key, timers));
        if (!swapped.isTold()) {
            endLetters(edition);
        }
        List.copyOf(state.deadLetters.values()).stream()
                .filter(letter -> letter.sensor() == id)
                .forEach(letter -> state.deadLetters.put(
                        letter.ofSensor(living.id, swapped.repeatedLetters().contains(letter.id()))));
        edition.stage = Edition.Stage.SWAPPED;
        edition.settles.clear();
        edition.owed.clear();
    }

    /** What the swap of an older record ended: letters about what the replay had come past, and all about timers. */
    private void endLetters(Edition edition) {
        List.copyOf(state.deadLetters.values()).stream()
                .filter(letter ->
                        letter.sensor() == edition.living.id && letter.firing().isEmpty())
                .filter(letter -> letter.origin().kind() == Origin.Kind.TIMER || edition.settles.contains(letter.id()))
                .forEach(letter -> state.deadLetters.remove(letter.id()));
    }

    private void giveUp(int id) {
        forget(state.sensors.get(id));
        edition(id).stage = Edition.Stage.GIVEN_UP;
    }

    /** A sensor is dropped, and its replay with it. */
    void drop(SensorSlice living) {
        var slice = living.replay;
        if (slice != null && edition(slice.id).isFed()) {
            giveUp(slice.id);
        }
    }

    /** Forgets a replay's instances and dead letters; what it has done is still known. */
    void forget(SensorSlice slice) {
        slice.instances.clear();
        state.timers.drop(slice.id);
        List.copyOf(state.deadLetters.values()).stream()
                .filter(letter -> letter.sensor() == slice.id)
                .forEach(letter -> state.deadLetters.remove(letter.id()));
    }

    /** Once it has ended in all slots, nobody needs this partition's events for it. */
    private void endIfDone(SensorSlice slice) {
        var edition = slice.edition;
        if (edition != null && edition.stage == Edition.Stage.SWAPPED && hasEndedElsewhere(slice)) {
            edition.stage = Edition.Stage.DONE;
        }
    }

    private boolean hasEndedElsewhere(SensorSlice slice) {
        for (int target = 0; target < slice.confirmed.length; target++) {
            if (target != state.slot() && slice.confirmed[target] != EditionName.ENDED) {
                return false;
            }
        }
        return true;
    }

    private Edition edition(int id) {
        @Nullable Edition edition = state.sensors.get(id).edition;
        if (edition == null) {
            throw new CorruptRecordException("slot " + state.slot() + ": sensor " + id + " is no replay");
        }
        return edition;
    }
}
