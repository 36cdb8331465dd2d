package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testkit.postgres.TestPostgres;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The coordinator of the slots dies while it moves some of them. */
class CoordinatorDeathIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final Outside outside = new Outside();
    private final Ledger ledger = new Ledger("upstream");

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    /** At each step of a hand-over: the order to forget a slot, the order to stop it, its answer, the order to start it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ShardCoordinator$Internal$BeginHandOff",
                "ShardCoordinator$Internal$HandOff",
                "ShardCoordinator$Internal$ShardStopped"
            })
    void theSlotsThatWereOnTheirWayRunAgainAndNothingIsLost(String step) throws Exception {
        try (var cluster = LocalCluster.started(TestPlans.on(POSTGRES, outside), 3, PATIENCE)) {
            cluster.awaitSpread(PATIENCE);
            var coordinator = cluster.coordinator();
            var others =
                    cluster.nodes().stream().filter(node -> node != coordinator).toList();
            var leaving = others.getFirst();
            var staying = others.getLast();
            var load = Load.of(ledger, staying.engine().publisher());
            var moving = cluster.firewall().drop(Traffic.named(step));
            var left = CompletableFuture.runAsync(() -> cluster.stop(leaving));
            moving.awaitTouched(1, PATIENCE);
            cluster.kill(coordinator);
            moving.lift();
            left.get(90, TimeUnit.SECONDS);
            cluster.awaitRunning(PATIENCE);
            assertThat(cluster.slotsOf(staying)).hasSize(TestPlans.SLOTS);
            load.stop();
            assertOnce(staying);
        }
    }

    private void assertOnce(LocalNode node) throws Exception {
        ledger.assertLog(node.engine());
        ledger.assertStates(node.engine(), TestPlans.AT_HOME, TestPlans.AWAY);
        LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
    }

    @Test
    void slotsThatWereOnTheirWayToANewNodeRunAgain() throws Exception {
        try (var cluster = LocalCluster.started(TestPlans.on(POSTGRES, outside), 2, PATIENCE)) {
            cluster.awaitSpread(PATIENCE);
            var coordinator = cluster.coordinator();
            var staying = cluster.nodes().getLast();
            assertThat(staying).isNotSameAs(coordinator);
            var load = Load.of(ledger, staying.engine().publisher());
            var moving = cluster.firewall().drop(Traffic.named("ShardCoordinator$Internal$HostShard"));
            var third = cluster.start();
            moving.awaitTouched(1, PATIENCE);
            cluster.kill(coordinator);
            moving.lift();
            cluster.awaitSpread(PATIENCE);
            assertThat(cluster.slotsOf(third)).isNotEmpty();
            load.stop();
            assertOnce(staying);
        }
    }
}
