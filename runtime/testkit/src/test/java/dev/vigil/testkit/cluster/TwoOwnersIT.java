package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.AT_HOME;
import static dev.vigil.testkit.cluster.TestPlans.AWAY;
import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Outcome;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two nodes that each believe that a slot is theirs: what one of them has in memory counts, and only what is on disk is said. */
class TwoOwnersIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final Outside outside = new Outside();
    private final NodePlan plan = TestPlans.on(POSTGRES, outside);

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void twoClustersOnOneJournalFenceEachOtherAndKeepEveryPromise() throws Exception {
        var ones = new Ledger("one");
        var others = new Ledger("other");
        try (var one = LocalCluster.started(plan, 1, PATIENCE)) {
            var node = one.nodes().getFirst();
            ones.publish(node.engine().publisher(), 20);
            try (var other = LocalCluster.of(plan)) {
                // With seeds it would see in the database that there is a cluster, and form no other.
                var rival = other.start(joining -> joining.withCluster(TwoOwnersIT::alone));
                other.awaitRunning(PATIENCE);
                assertThat(one.slotsOf(node)).as("the first does not know yet").hasSize(SLOTS);
                var load = Load.of(ones, node.engine().publisher());
                others.publish(rival.engine().publisher(), 20);
                load.stop();
                assertThat(fenced(node) + fenced(rival)).isPositive();
            }
            one.awaitRunning(PATIENCE);
            for (var ledger : List.of(ones, others)) {
                ledger.assertLog(node.engine());
                ledger.assertStates(node.engine(), AT_HOME, AWAY);
            }
            LocalCluster.await(
                    PATIENCE, "all has been fired", () -> outside.firings() == 2 * (ones.size() + others.size()));
        }
    }

    private static ClusterSettings alone(ClusterSettings old) {
        return new ClusterSettings(old.name(), old.address(), old.roles(), new Join.Alone(), old.downing(), old.tls());
    }

    private static double fenced(LocalNode node) {
        return node.meters().find("vigil.slot.failures").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void aNodeThatWasCutOffAndStillBelievesAcknowledgesNothingAndFiresNothingAfterItsSlotsWereTakenOver()
            throws Exception {
        var ledger = new Ledger("upstream");
        var quick = plan.withCluster(old -> TestPlans.stableAfter(old, Strategy.KEEP_MAJORITY, Duration.ofSeconds(1)));
        try (var cluster = LocalCluster.started(quick, 2, PATIENCE)) {
            // This one will not give up by itself for as long as the test runs.
            var believer = cluster.start(joining -> joining.withCluster(
                            old -> TestPlans.stableAfter(old, Strategy.KEEP_MAJORITY, Duration.ofMinutes(5)))
                    .running(joining.sensors(), outside.from("believer")));
            cluster.awaitSpread(PATIENCE);
            var others =
                    cluster.nodes().stream().filter(node -> node != believer).toList();
            var healthy = others.getFirst();
            ledger.publish(believer.engine().publisher(), 40);
            LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
            int slot = cluster.slotsOf(believer).getFirst();

            cluster.firewall().cut(List.of(believer), others);
            LocalCluster.await(PATIENCE, "the others have taken over", () -> {
                var view = healthy.engine().cluster().toCompletableFuture().get(10, TimeUnit.SECONDS);
                return view.members().size() == 2 && view.notRunning().isEmpty();
            });
            assertThat(Cluster.get(believer.system()).isTerminated())
                    .as("it is still a member, in its eyes")
                    .isFalse();
            assertThat(cluster.slotsOf(believer)).as("and an owner").contains(slot);
            long firedBefore = outside.attemptsFrom("believer");

            var event = ledger.event(slot, SLOTS);
            ledger.publish(healthy.engine().publisher(), event);
            var stale = believer.engine().publisher().publish(List.of(ledger.event(slot, SLOTS)));
            var read = believer.engine()
                    .instance(AT_HOME, Ledger.subjectIn(slot, SLOTS))
                    .toCompletableFuture();
            assertThat(stale.toCompletableFuture().get(30, TimeUnit.SECONDS)).isNotInstanceOf(Outcome.Accepted.class);
            assertThat(read.handle((view, failure) -> failure == null ? view.toString() : event.id())
                            .get(30, TimeUnit.SECONDS))
                    .as("a read is either refused or knows what the others have acknowledged")
                    .contains(event.id());
            LocalCluster.await(
                    PATIENCE,
                    "it knows that it owns nothing",
                    () -> !cluster.slotsOf(believer).contains(slot));
            assertThat(outside.attemptsFrom("believer")).isEqualTo(firedBefore);

            cluster.firewall().heal(List.of(believer), others);
            believer.awaitEnd();
            assertThat(outside.attemptsFrom("believer")).isEqualTo(firedBefore);
            ledger.assertLog(healthy.engine());
            ledger.assertStates(healthy.engine(), AT_HOME, AWAY);
            LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
        }
    }
}
