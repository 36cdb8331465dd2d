package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testkit.postgres.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes of which only the first has been there for long. */
class SettledFirstIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final List<Integer> ALL =
            IntStream.range(0, TestPlans.SLOTS).boxed().toList();

    private final LocalCluster cluster =
            LocalCluster.of(TestPlans.bare(POSTGRES).withPekko("""
                    vigil.settled-after = 1h
                    pekko.cluster.sharding.rebalance-interval = 100ms
                    """));

    @AfterEach
    void stop() {
        cluster.close();
    }

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void aNodeThatHasJustJoinedGetsSlotsOnlyWhereNoOtherIs() {
        var first = cluster.start();
        cluster.awaitRunning(PATIENCE);
        var second = cluster.start();
        cluster.awaitMembers(PATIENCE);
        // Its start takes many rounds of rebalancing.
        var third = cluster.start();
        // A node that finds where a slot is has been registered, so that the next coordinator knows it from the
        // beginning.
        cluster.awaitRunning(PATIENCE);
        assertThat(cluster.slotsOf(second)).isEmpty();
        assertThat(cluster.slotsOf(first)).containsExactlyElementsOf(ALL);

        cluster.kill(first);

        cluster.awaitRunning(PATIENCE);
        var moved = new ArrayList<>(cluster.slotsOf(second));
        moved.addAll(cluster.slotsOf(third));
        assertThat(moved).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(cluster.slotsOf(second)).isNotEmpty();
        assertThat(cluster.slotsOf(third)).isNotEmpty();
    }
}
