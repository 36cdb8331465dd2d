package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Outcome;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.journal.WrongSlotsException;
import dev.vigil.testkit.postgres.TestPostgres;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node that is not who the others are ends by itself and says why; the others do not notice. */
class RefusedNodesIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final Outside OUTSIDE = new Outside();

    private static LocalCluster cluster;

    @BeforeAll
    static void start() {
        cluster = LocalCluster.started(TestPlans.on(POSTGRES, OUTSIDE), 2, PATIENCE);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        POSTGRES.close();
    }

    @Test
    void aNodeOfAnotherCluster() throws Exception {
        assertRefused(
                "renamed",
                plan -> plan.withCluster(RefusedNodesIT::renamed),
                "vigil.cluster.name is vigil there and other here");
    }

    private static ClusterSettings renamed(ClusterSettings old) {
        return new ClusterSettings("other", old.address(), old.roles(), old.join(), old.downing(), old.tls());
    }

    @Test
    void aNodeOfAnotherNumberOfSlotsWithAJournalOfItsOwn() throws Exception {
        var journal = TestPlans.bare(POSTGRES).withSettings(settings -> settings.withSlots(16));
        assertRefused(
                "resized",
                plan -> plan.withSettings(
                        _ -> journal.settings().withCluster(plan.settings().cluster())),
                "vigil.slots is 8 there and 16 here");
    }

    @Test
    void aNodeOfAnotherNumberOfSlotsOnTheSameJournalDoesNotEvenStart() {
        assertThatThrownBy(() -> cluster.startOutside(plan -> plan.withSettings(settings -> settings.withSlots(16))))
                .isInstanceOf(WrongSlotsException.class)
                .hasMessageContaining("8")
                .hasMessageContaining("16");
    }

    private static void assertRefused(String name, UnaryOperator<NodePlan> change, String reason) throws Exception {
        var ledger = new Ledger(name);
        var first = cluster.nodes().getFirst();
        var load = Load.of(ledger, first.engine().publisher());
        try (var log = LogLines.ofAll()) {
            var refused = cluster.startOutside(change);
            refused.awaitEnd();
            assertThat(log.lines())
                    .as("it says so itself")
                    .anySatisfy(line -> assertThat(line).contains("org.apache.pekko.cluster", reason));
        }
        load.stop();
        cluster.awaitRunning(PATIENCE);
        assertThat(ledger.outcomes()).hasOnlyElementsOfType(Outcome.Accepted.class);
    }
}
