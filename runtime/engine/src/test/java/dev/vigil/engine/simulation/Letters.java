package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.Slot;
import java.util.ArrayList;
import java.util.Map;

/** The dead letters at the end of a run, held against what is expected of them. */
final class Letters {
    private final World world;

    Letters(World world) {
        this.world = world;
    }

    /** Those that are expected, by id, and no others. */
    void check(Map<String, String> expected) {
        var found = new ArrayList<String>();
        for (var incarnation : world.current) {
            var slot = incarnation.slot();
            for (var letter : slot.deadLetters()) {
                found.add(id(slot, letter) + " " + slot.sensorName(letter.sensor()) + "/" + letter.key() + " "
                        + letter.reason() + " tried " + letter.attempts() + " redriven " + letter.redrives());
            }
        }
        assertThat(found)
                .as("dead letters")
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .toList());
    }

    /** Of an event that a replay could not handle either, the letter is its own: there is one, of whichever. */
    private String id(Slot slot, DeadLetter letter) {
        boolean isOfReplay = world.plan.replays() > 0 && letter.firing().isEmpty();
        return isOfReplay
                ? letter.origin().id(Origin.Use.DEAD_LETTER, slot.sensorName(letter.sensor()), letter.key(), 0)
                : letter.id();
    }
}
