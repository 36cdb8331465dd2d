package dev.vigil.engine.ownership;

import static dev.vigil.engine.ownership.OwnerLife.Signal.CLOSED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.DIED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.FAILED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.NOT_TAKEN;
import static dev.vigil.engine.ownership.OwnerLife.Signal.REPLACED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.RETRY;
import static dev.vigil.engine.ownership.OwnerLife.Signal.STARTED;
import static dev.vigil.engine.ownership.OwnerLife.Signal.STOP;
import static dev.vigil.engine.ownership.OwnerLife.Signal.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.engine.life.Stories;
import dev.vigil.engine.ownership.OwnerLife.Action;
import dev.vigil.engine.ownership.OwnerLife.Signal;
import dev.vigil.engine.ownership.OwnerLife.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerLifeTest {
    /** Lives from their beginning, each with the state it ends in. */
    private static final Stories<OwnerLife, Signal> STORIES = new Stories<>(
            OwnerLife.PAUSING,
            (state, signal) -> state.on(signal).map(Step::next),
            Map.ofEntries(
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
                    Map.entry(List.of(RETRY, TAKEN, STARTED, DIED, REPLACED, CLOSED, RETRY), OwnerLife.TAKING),
                    Map.entry(List.of(RETRY, TAKEN, STARTED, REPLACED, DIED, STOP, CLOSED), OwnerLife.STOPPED),
                    Map.entry(List.of(RETRY, TAKEN, STARTED, STOP, DIED, CLOSED), OwnerLife.STOPPED),
                    Map.entry(List.of(RETRY, TAKEN, REPLACED, FAILED), OwnerLife.PAUSING),
                    Map.entry(List.of(RETRY, TAKEN, REPLACED, STOP), OwnerLife.STOPPING)));

    @Test
    void everyStoryEndsWhereItSays() {
        STORIES.assertEnds();
    }

    @Test
    void theStoriesVisitEveryTransitionThereIs() {
        STORIES.assertVisitAll(Signal.class);
    }

    @Test
    void anOwnerThatIsReplacedClosesItsSourceAtOnce() {
        assertThat(OwnerLife.RUNNING.on(REPLACED)).contains(new Step(OwnerLife.CLOSING, Action.CLOSE));
        assertThat(OwnerLife.STARTING.on(REPLACED)).contains(new Step(OwnerLife.CLOSING, Action.CLOSE));
    }

    @Test
    void aSourceThatFailsAfterItsStartIsClosedBeforeItIsStartedAgain() {
        assertThat(OwnerLife.RUNNING.on(DIED)).contains(new Step(OwnerLife.CLOSING, Action.CLOSE));
        assertThat(OwnerLife.CLOSING.on(CLOSED)).contains(new Step(OwnerLife.PAUSING, Action.PAUSE));
    }

    @Test
    void whateverHappensOneOwnerSavesNoPositionGoesBackAndEveryOwnerGoesOnOrEnds() {
        long saved = 0;
        long deaths = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            var world = new OwnerWorld(seed, 3, true);
            world.live(300);
            world.end();
            saved += world.saved();
            deaths += world.deaths();
        }
        assertThat(saved).as("the worlds do something").isGreaterThan(10_000);
        assertThat(deaths).as("sources fail after their start").isGreaterThan(3_000);
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
}
