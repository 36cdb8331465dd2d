package dev.vigil.engine.ownership;

import static dev.vigil.engine.ownership.OwnerLife.Signal.CLOSED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.FAILED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.NOT_TAKEN;
import static dev.vigil.engine.ownership.OwnerLife.Signal.REPLACED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.RETRY;
import static dev.vigil.engine.ownership.OwnerLife.Signal.STARTED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.STOP;
import static dev.vigil.engine.ownership.OwnerLife.Signal.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.engine.ownership.OwnerLife.Action;
import dev.vigil.engine.ownership.OwnerLife.Signal;
import dev.vigil.engine.ownership.OwnerLife.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnerLifeTest {
    /** Lives from their beginning, each with the state it ends in. */
    private static final Map<List<Signal>, OwnerLife> STORIES = Map.ofEntries(
            Map.entry(List.of(STOP), OwnerLife.STOPPED),
            Map.entry(List.of(RETRY, TAKEN, STARTED), OwnerLife.RUNNING),
            Map.entry(List.of(RETRY, TAKEN, STARTED, STOP, STOP, REPLACED, CLOSED), OwnerLife.STOPPED),
            Map.entry(List.of(RETRY, NOT_TAKEN, RETRY, STOP, TAKEN), OwnerLife.STOPPED),
            Map.entry(List.of(RETRY, STOP, NOT_TAKEN), OwnerLife.STOPPED),
            Map.entry(List.of(RETRY, TAKEN, FAILED, RETRY), OwnerLife.TAKING),
            Map.entry(List.of(RETRY, TAKEN, STOP, STARTED, CLOSED), OwnerLife.STOPPED),
            Map.entry(List.of(RETRY, TAKEN, STOP, FAILED), OwnerLife.STOPPED),
            Map.entry(List.of(RETRY, TAKEN, STARTED, REPLACED, REPLACED, CLOSED), OwnerLife.PAUSING),
            Map.entry(List.of(RETRY, TAKEN, REPLACED, STARTED, CLOSED, RETRY), OwnerLife.TAKING),
            Map.entry(List.of(RETRY, TAKEN, REPLACED, FAILED), OwnerLife.PAUSING),
            Map.entry(List.of(RETRY, TAKEN, REPLACED, STOP), OwnerLife.STOPPING));

    @Test
    void everyStoryEndsWhereItSays() {
        STORIES.forEach((story, end) ->
                assertThat(live(story, new LinkedHashSet<>())).as("%s", story).isEqualTo(end));
    }

    @Test
    void theStoriesVisitEveryTransitionThereIs() {
        var visited = new LinkedHashSet<String>();
        STORIES.keySet().forEach(story -> live(story, visited));
        var all = new LinkedHashSet<String>();
        for (var state : OwnerLife.values()) {
            for (var signal : Signal.values()) {
                state.on(signal).ifPresent(_ -> all.add(state + " " + signal));
            }
        }
        assertThat(visited).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void anOwnerThatIsReplacedClosesItsSourceAtOnce() {
        assertThat(OwnerLife.RUNNING.on(REPLACED)).contains(new Step(OwnerLife.CLOSING, Action.CLOSE));
        assertThat(OwnerLife.STARTING.on(REPLACED)).contains(new Step(OwnerLife.CLOSING, Action.CLOSE));
    }

    @Test
    void whateverHappensOneOwnerSavesNoPositionGoesBackAndEveryOwnerGoesOnOrEnds() {
        long saved = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            var world = new OwnerWorld(seed, 3, true);
            world.live(300);
            world.end();
            saved += world.saved();
        }
        assertThat(saved).as("the worlds do something").isGreaterThan(10_000);
    }

    @Test
    void withoutTheFenceAPositionGoesBack() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> {
                    for (long seed = 0; seed < 300; seed++) {
                        new OwnerWorld(seed, 3, false).live(300);
                    }
                })
                .withMessage("a position never goes back");
    }

    private static OwnerLife live(List<Signal> story, Set<String> visited) {
        var state = OwnerLife.PAUSING;
        for (var signal : new ArrayList<>(story)) {
            visited.add(state + " " + signal);
            var from = state;
            state = state.on(signal).map(Step::next).orElseThrow(() -> new AssertionError(signal + " while " + from));
        }
        return state;
    }
}
