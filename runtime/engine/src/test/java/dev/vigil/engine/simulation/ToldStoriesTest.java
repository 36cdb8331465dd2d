package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What is told of events, after runs in which everything went wrong; {@code -Dvigil.simulation.seed=S} tells of one. */
class ToldStoriesTest {
    @Property(tries = 150, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everythingThatCameOfAnEventIsTold(@ForAll long seed) {
        told(Long.getLong("vigil.simulation.seed", seed));
    }

    @Example
    void everythingThatMayBeToldIsTold() {
        var seen = new TreeSet<String>();
        for (long seed = 0; seed < 40; seed++) {
            seen.addAll(told(seed).told.keySet());
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "here",
                        "elsewhere",
                        "left",
                        "not left",
                        "key failed",
                        "before start",
                        "redriven",
                        "discarded",
                        "relayed",
                        "DELIVERED",
                        "DEAD_LETTER",
                        "DISCARDED");
    }

    private static ToldStories told(long seed) {
        try {
            var world = new World(Plan.of(seed, Mutation.NONE).keepingAll());
            world.run();
            var stories = new ToldStories(world);
            stories.check();
            return stories;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " (-Dvigil.simulation.seed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
