package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.testkit.postgres.TestPostgres;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A cluster that falls apart goes on where the lease is, and nowhere else. */
class LeaseMajorityIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final Outside outside = new Outside();
    private final Ledger ledger = new Ledger("upstream");
    private final NodePlan plan = TestPlans.on(POSTGRES, outside)
            .withCluster(old -> TestPlans.stableAfter(old, Strategy.LEASE_MAJORITY, Duration.ofSeconds(1)));

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void ofTwoHalvesExactlyOneGoesOn() throws Exception {
        try (var cluster = LocalCluster.started(plan, 2, PATIENCE)) {
            cluster.awaitSpread(PATIENCE);
            ledger.publish(cluster.nodes().getFirst().engine().publisher(), 20);
            var one = cluster.nodes().getFirst();
            var other = cluster.nodes().getLast();
            cluster.firewall().cut(List.of(one), List.of(other));
            LocalCluster.await(PATIENCE, "one has ended", () -> one.isRunning() != other.isRunning());
            var survivor = one.isRunning() ? one : other;
            LocalCluster.await(
                    PATIENCE,
                    "the other has all slots",
                    () -> cluster.slotsOf(survivor).size() == SLOTS);
            assertThat(owner()).contains(survivor.address());
            ledger.publish(survivor.engine().publisher(), 20);
            ledger.assertLog(survivor.engine());
            ledger.assertStates(survivor.engine(), TestPlans.AT_HOME, TestPlans.AWAY);
            assertThat(survivor.isRunning()).isTrue();
        }
    }

    /** Another has it, as in a split into more than two parts: then nobody of these may go on. */
    @Test
    void withoutTheLeaseNobodyGoesOn() throws Exception {
        try (var cluster = LocalCluster.started(plan, 2, PATIENCE)) {
            cluster.awaitSpread(PATIENCE);
            takeLease();
            var one = cluster.nodes().getFirst();
            var other = cluster.nodes().getLast();
            cluster.firewall().cut(List.of(one), List.of(other));
            LocalCluster.await(PATIENCE, "both have ended", () -> !one.isRunning() && !other.isRunning());
        }
    }

    private void takeLease() throws Exception {
        execute("INSERT INTO vigil_lease (name, owner, expires_millis) VALUES ('vigil-pekko-sbr', 'somebody', "
                + Long.MAX_VALUE + ")");
    }

    private void execute(String sql) throws Exception {
        var journal = plan.settings().journal();
        try (var connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String owner() throws Exception {
        var journal = plan.settings().journal();
        try (var connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name || ' ' || owner FROM vigil_lease")) {
            assertThat(rows.next()).as("somebody has asked for the lease").isTrue();
            return rows.getString(1);
        }
    }
}
