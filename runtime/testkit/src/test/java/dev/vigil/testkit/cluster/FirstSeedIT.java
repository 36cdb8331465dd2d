package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The first of the seeds forms a cluster where there is none, and nowhere else. */
class FirstSeedIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    /** Before a first seed that hears nobody would form a cluster. */
    private static final String HASTY = "pekko.cluster.seed-node-timeout = 1s";

    private final Outside outside = new Outside();
    private final NodePlan plan = TestPlans.on(POSTGRES, outside);
    private final Ledger ledger = new Ledger("upstream");

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void restartedWhileItIsCutOffItFormsNoClusterSaysWhyAndJoinsTheOthersOnceItHearsThem() throws Exception {
        try (var cluster = LocalCluster.started(plan, 3, PATIENCE);
                var log = LogLines.ofAll()) {
            var seeds = cluster.nodes().stream().map(LocalNode::address).toList();
            var first = seeds.getFirst();
            cluster.stop(cluster.nodes().getFirst());
            cluster.awaitRunning(PATIENCE);
            var asking = cluster.firewall()
                    .drop(Traffic.named("InternalClusterAction$InitJoin").from(first));
            cluster.firewall().drop(Traffic.all().from(first));
            cluster.firewall().drop(Traffic.all().to(first));

            var restarted = cluster.start(at(first, seeds));
            LocalCluster.await(
                    PATIENCE,
                    "it asks the others again and again, or forms a cluster",
                    () -> asking.touched() >= 10 || !status(restarted).equals(MemberStatus.removed()));
            assertThat(status(restarted)).as("it is no member").isEqualTo(MemberStatus.removed());
            assertThat(restarted.engine().isServing()).isFalse();
            var health = restarted.engine().health().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(health.memberUp()).as("so that it is not ready").isFalse();
            assertThat(health.slots()).isEmpty();
            assertThat(log.complaints())
                    .filteredOn(line -> line.contains("forms no cluster"))
                    .singleElement()
                    .asString()
                    .contains(seeds.subList(1, 3));
            ledger.publish(cluster.nodes().getFirst().engine().publisher(), 20);

            cluster.firewall().liftAll();
            cluster.awaitSpread(PATIENCE);
            ledger.publish(restarted.engine().publisher(), 20);
            ledger.assertLog(restarted.engine());
            ledger.assertStates(restarted.engine(), TestPlans.AT_HOME, TestPlans.AWAY);
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(node.meters().find("vigil.slot.failures").counters().stream()
                                    .map(counter -> counter.count()))
                            .containsOnly(0.0));
        }
    }

    @Test
    void threeThatStartAtOnceFormOneClusterAlsoAfterAllOfOneWereKilled() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (var cluster = LocalCluster.of(plan)) {
                var seeds = freeAddresses();
                var starting = seeds.stream()
                        .map(seed -> CompletableFuture.runAsync(() -> cluster.start(at(seed, seeds))))
                        .toList();
                for (var start : starting) {
                    start.get(60, TimeUnit.SECONDS);
                }
                cluster.awaitSpread(PATIENCE);
                ledger.publish(cluster.nodes().getLast().engine().publisher(), 20);
                ledger.assertLog(cluster.nodes().getFirst().engine());
            }
        }
    }

    private static UnaryOperator<NodePlan> at(String address, List<String> seeds) {
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        return joining -> joining.withPekko(HASTY)
                .withCluster(old -> new ClusterSettings(
                        old.name(),
                        new ClusterSettings.Address("127.0.0.1", port, ""),
                        old.roles(),
                        new Join.Seeds(seeds),
                        old.downing(),
                        old.tls()));
    }

    private static MemberStatus status(LocalNode node) {
        Member self = Cluster.get(node.system()).selfMember();
        return self.status();
    }

    private static List<String> freeAddresses() {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 3; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var found = sockets.stream()
                    .map(socket -> "127.0.0.1:" + socket.getLocalPort())
                    .toList();
            for (var socket : sockets) {
                socket.close();
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
