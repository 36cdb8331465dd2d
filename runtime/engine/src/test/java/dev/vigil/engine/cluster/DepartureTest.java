package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private final Departure departure = new Departure();

    @Test
    void aNodeLeavesOnceAllItsSlotsArePrepared() {
        departure.prepared(1);
        var leaving = departure.begin(Set.of(1, 2)).toCompletableFuture();
        assertThat(departure.hasBegun()).isTrue();
        departure.prepared(1);
        departure.prepared(1);
        departure.prepared(3);
        assertThat(leaving).isNotDone();
        departure.prepared(2);
        assertThat(leaving).isCompleted();
    }

    @Test
    void aNodeWithoutSlotsLeavesAtOnce() {
        assertThat(departure.begin(Set.of()).toCompletableFuture()).isCompleted();
    }

    @Test
    void aSlotThatDoesNotPrepareIsNotWaitedForLong() {
        assertThat(departure.begin(Set.of(1)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
    }
}
