package dev.vigil.engine.cluster;

import static dev.vigil.engine.cluster.SlotLife.Signal.APPEND;
import static dev.vigil.engine.cluster.SlotLife.Signal.APPENDED;
import static dev.vigil.engine.cluster.SlotLife.Signal.CORRUPT;
import static dev.vigil.engine.cluster.SlotLife.Signal.FAILED;
import static dev.vigil.engine.cluster.SlotLife.Signal.RECOVERED;
import static dev.vigil.engine.cluster.SlotLife.Signal.RETRY;
import static dev.vigil.engine.cluster.SlotLife.Signal.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.cluster.SlotLife.Signal;
import dev.vigil.engine.life.Stories;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlotLifeTest {
    /** Lives from their beginning, each with the state it ends in. */
    private static final Stories<SlotLife, Signal> STORIES = new Stories<>(
            SlotLife.BACKING_OFF,
            SlotLife::after,
            Map.ofEntries(
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, APPEND, APPENDED, STOP), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, APPEND, STOP, STOP, APPENDED), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, APPEND, STOP, FAILED), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, APPEND, STOP, CORRUPT), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, APPEND, FAILED, RETRY, FAILED), SlotLife.BACKING_OFF),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, APPEND, CORRUPT, STOP), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, FAILED, STOP), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, RECOVERED, APPENDED, CORRUPT), SlotLife.BROKEN),
                    Map.entry(List.of(RETRY, RECOVERED, FAILED), SlotLife.BACKING_OFF),
                    Map.entry(List.of(RETRY, RECOVERED, CORRUPT), SlotLife.BROKEN),
                    Map.entry(List.of(RETRY, RECOVERED, STOP, APPENDED), SlotLife.STOPPED),
                    Map.entry(List.of(RETRY, CORRUPT), SlotLife.BROKEN),
                    Map.entry(List.of(RETRY, STOP), SlotLife.STOPPED),
                    Map.entry(List.of(STOP), SlotLife.STOPPED)));

    @Test
    void everyStoryEndsWhereItSays() {
        STORIES.assertEnds();
    }

    @Test
    void theStoriesVisitEveryTransitionThereIs() {
        STORIES.assertVisitAll(Signal.class);
    }

    @Test
    void nothingFollowsTheEndAndABrokenSlotWaitsForAPerson() {
        for (var signal : Signal.values()) {
            assertThat(SlotLife.STOPPED.after(signal)).isEmpty();
            assertThat(SlotLife.BROKEN.after(signal).isPresent()).isEqualTo(signal == STOP);
        }
    }

    @Test
    void eventsAreTakenOnlyWhereARecordCanFollow() {
        var taking = new TreeMap<SlotLife, Boolean>();
        for (var state : SlotLife.values()) {
            taking.put(state, state.isTakingEvents());
        }
        assertThat(taking.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey))
                .containsExactly(SlotLife.RECOVERING, SlotLife.OPENING, SlotLife.IDLE, SlotLife.WRITING);
    }
}
