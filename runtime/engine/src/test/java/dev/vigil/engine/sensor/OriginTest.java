package dev.vigil.engine.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class OriginTest {
    @Test
    void idsStayWhatTheyAreBecauseTheOutsideKnowsThem() {
        var event = new Origin(Origin.Kind.EVENT, 3, 1_234_567_890_123L);
        var timer = new Origin(Origin.Kind.TIMER, 3, 7);
        assertThat(event.id(Origin.Use.FIRING, "readings", "device-1", 0))
                .isEqualTo("27bdbf3e2e974f70f3db896178e945ae");
        assertThat(event.id(Origin.Use.DEAD_LETTER, "readings", "Grüße", 0))
                .isEqualTo("2af3d93acc88d459689ea2478daa2bed");
        assertThat(timer.id(Origin.Use.HANDLER, "", "", 2)).isEqualTo("ed97eec8f07cb96be7c2c83fbc09c9a1");
    }

    @Test
    void noTwoThingsShareAnId() {
        var ids = new HashSet<String>();
        int made = 0;
        for (var kind : Origin.Kind.values()) {
            for (var use : Origin.Use.values()) {
                for (int slot = 0; slot < 3; slot++) {
                    for (int ordinal = 0; ordinal < 3; ordinal++) {
                        var origin = new Origin(kind, slot, ordinal * 256L);
                        ids.add(origin.id(use, "ab", "c", ordinal));
                        ids.add(origin.id(use, "a", "bc", ordinal));
                        made += 2;
                    }
                }
            }
        }
        assertThat(ids).hasSize(made).allMatch(id -> id.matches("[0-9a-f]{32}"));
    }
}
