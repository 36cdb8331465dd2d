package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.ReplayStart;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays on real nodes of which one is killed, one stops and comes back. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayOnNodesIT {
    private final TallyNodes nodes = new TallyNodes("replays", UnaryOperator.identity());

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void aReplayGoesOnWhileNodesDieAndEventsCome() throws Exception {
        Map<String, Sensor<?>> sensors = Map.of("rooms", new Tallies(StartPosition.earliest()));
        nodes.start(0, sensors);
        nodes.startToBeKilled(1, sensors);
        nodes.start(2, sensors);
        nodes.awaitOwners(3);
        for (int i = 0; i < 20; i++) {
            nodes.publish(500);
        }
        nodes.awaitTotal("rooms", 10_000);
        assertThat(TallyNodes.get(nodes.any().replay("rooms", Optional.empty(), false))
                        .outcome())
                .isEqualTo(ReplayStart.Outcome.BEGUN);
        nodes.publish(100);
        nodes.kill(1);
        nodes.publish(100);
        nodes.close(0);
        nodes.publish(100);
        nodes.start(0, sensors);
        nodes.publish(100);
        Replayed.await(nodes::any, "rooms");
        nodes.awaitTotal("rooms", 10_400);
        nodes.publish(100);
        nodes.awaitTotal("rooms", 10_500);
    }

    @Test
    void aSensorThatIsNotConfiguredEverywhereIsNotReplayed() throws Exception {
        nodes.start(0, Map.of("rooms", new Tallies(StartPosition.earliest())));
        nodes.start(
                1,
                Map.of("rooms", new Tallies(StartPosition.earliest()), "more", new Tallies(StartPosition.earliest())));
        nodes.awaitOwners(2);
        nodes.publish(100);
        var refused = TallyNodes.get(nodes.any().replay("more", Optional.empty(), false));
        assertThat(refused.outcome()).isEqualTo(ReplayStart.Outcome.REFUSED);
        assertThat(refused.reason()).contains("not configured on the nodes of slot");
        assertThat(TallyNodes.get(nodes.any().replay("more"))).isEmpty();
    }
}
