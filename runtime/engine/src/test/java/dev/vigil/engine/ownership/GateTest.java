package dev.vigil.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final List<Event> EVENTS = List.of(Event.of("s", "1", "t").build());

    private final List<CompletableFuture<Outcome>> taken = new ArrayList<>();
    private final Gate gate = new Gate(_ -> {
        var outcome = new CompletableFuture<Outcome>();
        taken.add(outcome);
        return outcome;
    });

    @Test
    void whatWasTakenIsFinishedAndNothingMoreIsTaken() {
        var before = gate.publish(EVENTS).toCompletableFuture();
        var drained = gate.shut();
        assertThat(gate.publish(EVENTS).toCompletableFuture().join()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(taken).hasSize(1);
        assertThat(drained).isNotDone();
        taken.getFirst().complete(new Outcome.Accepted(1, 0));
        assertThat(before).isCompletedWithValue(new Outcome.Accepted(1, 0));
        assertThat(drained).isDone();
    }

    @Test
    void whatTheSourceDoesWithAnOutcomeComesBeforeTheEnd() {
        var order = new ArrayList<String>();
        var _ = gate.publish(EVENTS).thenRun(() -> order.add("saved"));
        var _ = gate.shut().thenRun(() -> order.add("drained"));
        taken.getFirst().complete(new Outcome.Accepted(1, 0));
        assertThat(order).containsExactly("saved", "drained");
    }

    @Test
    void anIdleGateIsEmptyAtOnceAlsoWhenItIsShutTwice() {
        assertThat(gate.shut()).isDone();
        assertThat(gate.shut()).isDone();
    }

    @Test
    void anEventThatTheBusRefusesKeepsNobodyWaiting() {
        var refusing = new Gate(_ -> {
            throw new IllegalArgumentException("too large");
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refusing.publish(EVENTS))
                .withMessage("too large");
        assertThat(refusing.shut()).isDone();
    }
}
