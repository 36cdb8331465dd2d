package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A node that alone cannot reach the database lets the others have its slots. */
class StrandedNodeIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final Outside outside = new Outside();
    private final Ledger ledger = new Ledger("upstream");
    private final NodePlan plan = TestPlans.on(POSTGRES, outside);

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void itsSlotsAreServedElsewhereAndNothingIsLost() throws Exception {
        var journal = plan.settings().journal();
        try (var relay = DatabaseRelay.to(journal.url());
                var cluster = LocalCluster.started(plan, 2, PATIENCE)) {
            var third =
                    cluster.start(old -> old.withSettings(settings -> settings.withJournal(new EngineSettings.Journal(
                            relay.url(), journal.user(), journal.password(), journal.connections()))));
            cluster.awaitSpread(PATIENCE);
            var others = cluster.nodes().subList(0, 2);
            ledger.publish(others.getFirst().engine().publisher(), 20);
            relay.cut();
            third.awaitEnd();
            assertThat(others).allMatch(LocalNode::isRunning);
            LocalCluster.await(
                    PATIENCE,
                    "the others have all slots",
                    () -> others.stream()
                                    .mapToInt(node -> cluster.slotsOf(node).size())
                                    .sum()
                            == SLOTS);
            ledger.publish(others.getLast().engine().publisher(), 20);
            ledger.assertLog(others.getFirst().engine());
            ledger.assertStates(others.getFirst().engine(), TestPlans.AT_HOME, TestPlans.AWAY);
        }
    }
}
