package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.SensorDrop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rolling change of the configuration on three real nodes: sensors come and go slot by slot, and one node is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PositionsOnNodesIT {
    private final TallyNodes nodes = new TallyNodes("positions", UnaryOperator.identity());

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void sensorsThatComeWithARollingChangeHaveEachEventOnce() throws Exception {
        Map<String, Sensor<?>> before =
                Map.of("stays", new Tallies(StartPosition.earliest()), "goes", new Tallies(StartPosition.earliest()));
        Map<String, Sensor<?>> after = Map.of(
                "stays", new Tallies(StartPosition.earliest()),
                "all", new Tallies(StartPosition.earliest()),
                "since", new Tallies(StartPosition.at(TallyNodes.FIRST.plus(Duration.ofHours(12)))));
        for (int node = 0; node < 3; node++) {
            nodes.start(node, before);
        }
        nodes.awaitOwners(3);
        nodes.publish(100);
        nodes.advance(Duration.ofDays(1));
        nodes.publish(50);
        for (int node = 0; node < 3; node++) {
            nodes.close(node);
            nodes.publish(10);
            if (node == 1) {
                nodes.startToBeKilled(node, after);
            } else {
                nodes.start(node, after);
            }
            nodes.publish(10);
            if (node == 0) {
                assertThat(TallyNodes.get(nodes.any().drop("goes"))).isEqualTo(SensorDrop.CONFIGURED);
            }
        }
        nodes.awaitOwners(3);
        nodes.kill(1);
        nodes.publish(10);
        nodes.awaitTotal("stays", 220);
        nodes.awaitTotal("all", 220);
        nodes.awaitTotal("since", 120);

        assertThat(TallyNodes.get(nodes.any().drop("all"))).isEqualTo(SensorDrop.CONFIGURED);
        TickerLog.await("every slot has dropped it", () -> drops("goes"));
        assertThat(TallyNodes.get(nodes.any().instances("goes", Optional.empty(), 10)))
                .isEmpty();
        nodes.awaitTotal("all", 220);
    }

    private boolean drops(String sensor) {
        try {
            return TallyNodes.get(nodes.any().drop(sensor)) != SensorDrop.CONFIGURED;
        } catch (Exception e) {
            return false; // while slots move
        }
    }
}
