package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A network that loses one message in twenty, whatever it is: work goes on, once, and nobody is taken for dead. */
class RandomLossIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final Duration LOSING = Duration.ofSeconds(20);
    private static final int PERCENT = 5;
    private static final long SEED = 20_251;

    private final Outside outside = new Outside();

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void whileMessagesOfAllKindsAreLostNothingIsLostOrDoubledAndNobodyIsDowned() throws Exception {
        var random = new Random(SEED);
        try (var cluster = LocalCluster.started(TestPlans.on(POSTGRES, outside), 3, PATIENCE)) {
            cluster.awaitSpread(PATIENCE);
            var before = members(cluster);
            var ledgers = List.of(new Ledger("one"), new Ledger("other"));
            var loads = List.of(
                    Load.of(
                            ledgers.getFirst(),
                            cluster.nodes().getFirst().engine().publisher()),
                    Load.of(
                            ledgers.getLast(),
                            cluster.nodes().getLast().engine().publisher()));
            var losses = cluster.firewall().drop(Traffic.all().where(() -> random.nextInt(100) < PERCENT));
            long end = System.nanoTime() + LOSING.toNanos();
            LocalCluster.await(PATIENCE, "the time of the losses is over", () -> System.nanoTime() - end >= 0);
            losses.lift();
            for (var load : loads) {
                load.stop();
            }
            assertThat(losses.touched()).isGreaterThan(100);
            cluster.awaitRunning(PATIENCE);
            assertThat(members(cluster)).as("the same incarnations").isEqualTo(before);
            assertThat(cluster.nodes()).hasSize(3).allMatch(LocalNode::isRunning);
            var reader = cluster.nodes().get(1).engine();
            for (var ledger : ledgers) {
                assertThat(ledger.size()).isGreaterThan(20);
                ledger.assertLog(reader);
                ledger.assertStates(reader, TestPlans.AT_HOME, TestPlans.AWAY);
            }
            int all = ledgers.getFirst().size() + ledgers.getLast().size();
            LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * all);
        }
    }

    private static Set<UniqueAddress> members(LocalCluster cluster) {
        var members = Cluster.get(cluster.nodes().getFirst().system()).state().getMembers();
        return StreamSupport.stream(members.spliterator(), false)
                .map(Member::uniqueAddress)
                .collect(Collectors.toSet());
    }
}
