package dev.vigil.engine.simulation;

import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whoever begins replays, one after the other, asking each slot again until it is answered. Gives some up, before all slots
 * have begun, so that none is over anywhere.
 */
final class Replayer {
    private static final int PAUSE_MILLIS = 40;
    private static final List<String> SENSORS = List.of(
            "own", "other", "other", "chain", "child", "timed", "gone", "late-latest", "late-latest", "late-at");

    private final World world;
    private final Chance chance;
    private final List<Case> cases = new ArrayList<>();

    /** One replay. */
    static final class Case {
        final String sensor;
        final long number;
        final boolean fires;
        /** From when on; empty for the beginning. */
        final OptionalLong from;
        /** By slot: the offset after which it begins. */
        final Map<Integer, Long> startsAfter = new HashMap<>();

        final boolean isGivenUp;
        /** Not told to begin, where it will be given up. */
        final int spared;

        final boolean[] begun;
        final boolean[] ended;

        Case(String sensor, long number, boolean fires, OptionalLong from, boolean isGivenUp, int spared, int slots) {
            this.sensor = sensor;
            this.number = number;
            this.fires = fires;
            this.from = from;
            this.isGivenUp = isGivenUp;
            this.spared = spared;
            this.begun = new boolean[slots];
            this.ended = new boolean[slots];
        }

        boolean isOver() {
            for (boolean one : ended) {
                if (!one) {
                    return false;
                }
            }
            return true;
        }

        boolean includes(Model.Logged logged) {
            return logged.offset() > startsAfter.getOrDefault(logged.partition(), -1L);
        }

        private String describe(World world) {
            var places = world.current.stream()
                    .map(one -> one.slot().replay(sensor).map(Object::toString).orElse("none"))
                    .toList();
            return sensor + "~" + number + " given up " + isGivenUp + ", begun " + Arrays.toString(begun) + ": "
                    + places;
        }

        private boolean hasBegun() {
            for (int slot = 0; slot < begun.length; slot++) {
                if (!begun[slot] && !(isGivenUp && slot == spared)) {
                    return false;
                }
            }
            return true;
        }
    }

    Replayer(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void start() {
        world.after(chance.below(world.plan.durationMillis()), this::look);
    }

    /** The replays that have become their sensors', in their order. */
    List<Case> swapped() {
        return cases.stream().filter(one -> !one.isGivenUp).toList();
    }

    /** Ids of the events after which one of the sensor began: what they had set went with the old state. */
    Set<String> leftOut(String sensor, List<Model.Logged> log) {
        return log.stream()
                .filter(logged ->
                        swapped().stream().anyMatch(one -> one.sensor.equals(sensor) && !one.includes(logged)))
                .map(logged -> logged.event().id())
                .collect(Collectors.toSet());
    }

    /** Whether there was one that was to carry out firings again. */
    boolean repeats() {
        return cases.stream().anyMatch(one -> one.fires);
    }

    List<String> unrest() {
        boolean isOver = cases.size() == world.plan.replays() && cases.stream().allMatch(Case::isOver);
        return isOver
                ? List.of()
                : List.of("a replay is not over: " + cases.getLast().describe(world));
    }

    private void look() {
        var current = cases.isEmpty() ? null : cases.getLast();
        if (current == null || current.isOver()) {
            if (cases.size() == world.plan.replays()) {
                return;
            }
            begin();
        } else {
            goOn(current);
        }
        world.after(chance.between(PAUSE_MILLIS / 2, PAUSE_MILLIS), this::look);
    }

    private void begin() {
        var from = chance.perMille(600) ? OptionalLong.empty() : OptionalLong.of(world.now - chance.below(1_000));
        cases.add(new Case(
                chance.oneOf(SENSORS),
                cases.size() + 1L,
                chance.perMille(300),
                from,
                chance.perMille(250),
                chance.below(world.plan.slots()),
                world.plan.slots()));
        world.note(cases.getLast().fires, Situation.REPLAY_THAT_FIRES);
    }

    private void goOn(Case current) {
        for (int slot = 0; slot < world.plan.slots(); slot++) {
            int number = slot;
            if (!current.begun[slot] && !(current.isGivenUp && slot == current.spared)) {
                long after = current.startsAfter.computeIfAbsent(slot, _ -> startsAfter(number, current.from));
                var begin = new Inputs.BeginReplay(current.sensor, current.number, after, current.from, current.fires);
                world.send(slot, to -> to.rule(begin, ruled -> world.toSource(() -> begun(current, number, ruled))));
            }
        }
        if (!current.hasBegun()) {
            return;
        }
        for (int slot = 0; slot < world.plan.slots(); slot++) {
            int number = slot;
            if (current.isGivenUp && !current.ended[slot]) {
                var giveUp = new Inputs.GiveUpReplay(current.sensor, current.number);
                world.send(slot, to -> to.rule(giveUp, ruled -> world.toSource(() -> givenUp(current, number, ruled))));
            } else if (!current.isGivenUp) {
                current.ended[slot] |= hasSwapped(slot, current);
            }
        }
    }

    private boolean hasSwapped(int slot, Case current) {
        return world.current
                .get(slot)
                .slot()
                .replay(current.sensor)
                .filter(place -> place.number() == current.number)
                .filter(place -> List.of("SWAPPED", "DONE").contains(place.stage()))
                .isPresent();
    }

    private long startsAfter(int slot, OptionalLong from) {
        long after = -1;
        for (var bytes : world.journals.get(slot).records()) {
            var record = RecordCodec.decode(bytes, "searched");
            if (from.isPresent()
                    && record.atMillis() < from.getAsLong()
                    && !record.events().isEmpty()) {
                after = record.lastOffset();
            }
        }
        return after;
    }

    private void begun(Case current, int slot, Step.Ruled ruled) {
        current.begun[slot] |= ruled.result() == Step.Result.BEGUN || ruled.result() == Step.Result.DONE_BEFORE;
        world.note(ruled.result() == Step.Result.REFUSED, Situation.REFUSED_REPLAY);
    }

    private void givenUp(Case current, int slot, Step.Ruled ruled) {
        current.ended[slot] |= ruled.result() == Step.Result.GIVEN_UP || (slot == current.spared);
        world.note(ruled.result() == Step.Result.GIVEN_UP, Situation.GAVE_UP_REPLAY);
    }
}
