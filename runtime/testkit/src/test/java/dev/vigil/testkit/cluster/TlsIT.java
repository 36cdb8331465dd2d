package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Outcome;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Tls;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that prove to each other who they are. */
class TlsIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    @TempDir
    Path folder;

    private final Outside outside = new Outside();
    private final Ledger ledger = new Ledger("upstream");

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void nodesOfOneAuthorityAreAClusterAndOneOfAnotherDoesNotGetIn() throws Exception {
        var ours = new Certificates(folder.resolve("ours"));
        var theirs = new Certificates(folder.resolve("theirs"));
        try (var cluster = LocalCluster.of(TestPlans.on(POSTGRES, outside))) {
            var own = by(ours.issue("node"));
            var first = cluster.start(own);
            cluster.start(own);
            cluster.awaitSpread(PATIENCE);
            assertThat(first.system().settings().config().getString("pekko.remote.artery.transport"))
                    .isEqualTo("tls-tcp");
            try (var log = LogLines.ofAll()) {
                for (int i = 0; i < 20; i++) {
                    connectAndHangUp(first.address());
                    ledger.publish(first.engine().publisher(), 2);
                }
                LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
                assertThat(log.complaints())
                        // A slot may still move, which sharding warns of and every sender provides for.
                        .filteredOn(line -> !line.contains("during hand off to avoid re-ordering"))
                        .as("of connections that say nothing, like a probe's")
                        .isEmpty();
            }
            var stranger = cluster.startOutside(
                    by(theirs.issue("stranger"))
                                    .andThen(plan -> plan.withPekko(
                                            "pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes = 6s"))::apply);
            var load = Load.of(ledger, first.engine().publisher());
            stranger.awaitEnd();
            load.stop();
            cluster.awaitMembers(Duration.ofSeconds(1));
            assertThat(ledger.outcomes()).hasOnlyElementsOfType(Outcome.Accepted.class);
            ledger.assertLog(first.engine());
            ledger.assertStates(first.engine(), TestPlans.AT_HOME, TestPlans.AWAY);
        }
    }

    private static void connectAndHangUp(String address) throws IOException {
        try (var socket = new Socket()) {
            var parts = address.split(":", 2);
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 1_000);
        }
    }

    private static UnaryOperator<NodePlan> by(Tls tls) {
        return plan -> plan.withCluster(old -> new ClusterSettings(
                old.name(), old.address(), old.roles(), old.join(), old.downing(), Optional.of(tls)));
    }
}
