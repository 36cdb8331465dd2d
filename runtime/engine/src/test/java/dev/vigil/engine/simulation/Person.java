package dev.vigil.engine.simulation;

import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whoever looks after dead letters: leaves, discards or redrives each, and asks again until it is answered. Drops sensors too,
 * while they are not there, in most slots.
 */
final class Person {
    private static final int PAUSE_MILLIS = 90;

    private final World world;
    private final Chance chance;
    private final Map<String, Case> cases = new TreeMap<>();
    /** Slot and sensor, where it was answered that the sensor is dropped. */
    private final Set<String> dropped = new TreeSet<>();

    /** What a person does about a dead letter. */
    enum Fate {
        /** It stays as it is. */
        LEFT,
        /** It goes. */
        DISCARDED,
        /** It is redriven once, and fails again. */
        REDRIVEN_IN_VAIN,
        /** What was wrong with it is repaired, and it is redriven. */
        REPAIRED
    }

    /** One dead letter. */
    private static final class Case {
        final Fate fate;
        final int slot;
        final Inputs.Ruling ruling;
        boolean answered;

        Case(Fate fate, int slot, Inputs.Ruling ruling) {
            this.fate = fate;
            this.slot = slot;
            this.ruling = ruling;
            this.answered = fate == Fate.LEFT;
        }
    }

    Person(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    void start() {
        world.after(PAUSE_MILLIS, this::look);
    }

    /** What was done about a dead letter. */
    Fate fate(String id) {
        var known = cases.get(id);
        return known == null ? Fate.LEFT : known.fate;
    }

    List<String> unrest() {
        return cases.values().stream()
                .filter(open -> !open.answered)
                .map(open -> "not answered: " + open.ruling)
                .toList();
    }

    Set<String> dropped() {
        return dropped;
    }

    private void look() {
        if (world.faulty && world.age() == 1) {
            dropSensors();
        }
        if (world.faulty) {
            for (var incarnation : world.current) {
                if (incarnation.isAlive()) {
                    incarnation.slot().deadLetters().forEach(letter -> decide(incarnation, letter));
                }
            }
        }
        cases.forEach((id, open) -> {
            if (!open.answered) {
                ask(open);
            }
        });
        world.after(chance.between(PAUSE_MILLIS / 2, PAUSE_MILLIS), this::look);
    }

    private void dropSensors() {
        for (int slot = 0; slot < world.plan.slots(); slot++) {
            for (var sensor : List.of("dropped", "dropped-other")) {
                var id = slot + " " + sensor;
                if (!cases.containsKey(id) && chance.perMille(600)) {
                    cases.put(id, new Case(Fate.DISCARDED, slot, new Inputs.DropSensor(sensor)));
                }
            }
        }
    }

    private void decide(Incarnation incarnation, DeadLetter letter) {
        if (cases.containsKey(letter.id())) {
            return;
        }
        var fate = chance.oneOf(List.of(Fate.values()));
        if (fate == Fate.REPAIRED) {
            world.sensors.repair(what(incarnation.slot(), letter));
        }
        var ruling = fate == Fate.DISCARDED
                ? new Inputs.Discard(letter.id())
                : new Inputs.Redrive(letter.id(), letter.redrives());
        cases.put(letter.id(), new Case(fate, incarnation.number(), ruling));
    }

    private static String what(Slot slot, DeadLetter letter) {
        return letter.event()
                .map(bytes -> slot.sensorName(letter.sensor()) + "/"
                        + EventBlock.checked(bytes, 0, bytes.length, 1)
                                .iterator()
                                .next()
                                .id())
                .orElse(letter.id());
    }

    private void ask(Case open) {
        world.send(open.slot, slot -> slot.rule(open.ruling, ruled -> world.toSource(() -> answer(open, ruled))));
    }

    private void answer(Case open, Step.Ruled ruled) {
        open.answered |= ruled.result() != Step.Result.HELD;
        switch (ruled.result()) {
            case HANDLED -> world.note(true, Situation.REDRIVEN);
            case DISPATCHED -> world.note(true, Situation.REDRIVEN_FIRING);
            case FAILED_AGAIN -> world.note(true, Situation.FAILED_AGAIN);
            case DISCARDED -> world.note(true, Situation.DISCARDED);
            case DONE_BEFORE, UNDER_WAY, UNKNOWN -> world.note(true, Situation.REPEATED_REDRIVE);
            case BEGUN, GIVEN_UP -> throw new IllegalStateException("a person begins no replay");
            case DROPPED -> {
                world.note(true, Situation.DROPPED);
                dropped.add(open.slot + " " + ruled.id());
            }
            case REFUSED ->
                world.note(
                        true,
                        open.ruling instanceof Inputs.DropSensor ? Situation.REFUSED_DROP : Situation.REFUSED_REDRIVE);
            case HELD -> world.note(true, Situation.HELD_REDRIVE);
        }
    }
}
