package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.AT_HOME;
import static dev.vigil.testkit.cluster.TestPlans.AWAY;
import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Outcome;
import dev.vigil.testkit.postgres.TestPostgres;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Releases that read and write different versions of records: this one, the next, which reads version 2 and still writes
 * version 1, and the one after that, which writes version 2.
 */
class RollingUpgradeIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final OtherRelease NEXT = OtherRelease.reading(1, 2, 1);
    private static final OtherRelease AFTER_NEXT = OtherRelease.reading(1, 2, 2);

    private final Outside outside = new Outside();
    private final Ledger ledger = new Ledger("upstream");
    private final NodePlan plan = TestPlans.on(POSTGRES, outside);

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void aRecordThatThisReleaseCannotReadStopsItsSlotOnlyAndTheNextReleaseGoesOnWithIt() throws Exception {
        int slot = 3;
        var journal = plan.settings().journal();
        try (var before = LocalCluster.started(plan, 1, PATIENCE)) {
            ledger.publish(before.nodes().getFirst().engine().publisher(), 60);
            ledger.publish(before.nodes().getFirst().engine().publisher(), ledger.event(slot, SLOTS));
            LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
            before.stop(before.nodes().getFirst());
        }
        long sequence = StoredRecords.rewriteLast(journal, slot, 2);
        // A node that stops saves its slots, and a recovery from there would not read that record.
        StoredRecords.deleteSnapshots(journal, slot);
        try (var cluster = LocalCluster.of(plan)) {
            var old = cluster.start();
            assertThat(old.engine().awaitSettled(PATIENCE)).isTrue();
            assertThat(old.engine()
                            .health()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS)
                            .slots())
                    .hasSize(SLOTS)
                    .allSatisfy(there -> {
                        assertThat(there.running()).isEqualTo(there.slot() != slot);
                        if (there.slot() == slot) {
                            assertThat(there.condition()).contains("record " + sequence, "version 2");
                        }
                    });
            for (int other = 0; other < SLOTS; other++) {
                if (other != slot) {
                    ledger.publish(old.engine().publisher(), ledger.event(other, SLOTS));
                }
            }
            var refused = old.engine().publisher().publish(List.of(ledger.event(slot, SLOTS)));
            assertThat(refused.toCompletableFuture().get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unavailable.class);
            try (var next = start(NEXT, old.address())) {
                awaitSlots(next, 1);
                cluster.stop(old);
                awaitSlots(next, SLOTS);
                ledger.publish(next.publisher(), ledger.event(slot, SLOTS));
                assertThat(next.state(AT_HOME, Ledger.subjectIn(slot, SLOTS))).contains("upstream-60");
            }
            StoredRecords.deleteSnapshots(journal, slot);
            var back = cluster.start();
            assertThat(back.engine().awaitSettled(PATIENCE)).isTrue();
            assertThat(cluster.slotsOf(back))
                    .as("this release still cannot read it")
                    .hasSize(SLOTS - 1);
        }
    }

    @Test
    void releasesInARowRunTogetherUnderLoadAndTheUpgradeLosesAndDoublesNothing() throws Exception {
        try (var cluster = LocalCluster.started(plan, 1, PATIENCE)) {
            var old = cluster.nodes().getFirst();
            var load = Load.of(ledger, old.engine().publisher());
            try (var next = start(NEXT, old.address())) {
                awaitSlots(next, 1);
                load.stop();
                cluster.stop(old);
                var more = Load.of(ledger, next.publisher());
                try (var last = start(AFTER_NEXT, next.address())) {
                    awaitSlots(last, 1);
                    more.stop();
                    next.stop();
                    awaitSlots(last, SLOTS);
                    ledger.publish(last.publisher(), 20);
                    LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
                }
                // One step back is a way that has to stay open.
                try (var back = start(NEXT)) {
                    awaitSlots(back, SLOTS);
                    ledger.publish(back.publisher(), 20);
                    LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
                }
            }
        }
    }

    @Test
    void aNodeThatWritesWhatTheOthersCannotReadDoesNotGetInAndSaysWhy() throws Exception {
        try (var cluster = LocalCluster.started(plan, 1, PATIENCE);
                var log = LogLines.ofAll()) {
            var old = cluster.nodes().getFirst();
            var load = Load.of(ledger, old.engine().publisher());
            try (var refused = start(AFTER_NEXT, old.address())) {
                LocalCluster.await(PATIENCE, "it ends", () -> !refused.isRunning());
            }
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line)
                            .contains("org.apache.pekko.cluster", "one cannot read the other's records"));
            load.stop();
            cluster.awaitRunning(PATIENCE);
            assertThat(ledger.outcomes()).hasOnlyElementsOfType(Outcome.Accepted.class);
            ledger.assertLog(old.engine());
            ledger.assertStates(old.engine(), AT_HOME, AWAY);
        }
    }

    private OtherNode start(OtherRelease release, String... seeds) throws Exception {
        return release.start(
                plan.settings().journal(),
                SLOTS,
                List.of(seeds),
                plan.sensors(),
                Objects.requireNonNull(plan.triggers().get(Tally.TRIGGER)).trigger());
    }

    private static void awaitSlots(OtherNode node, int least) {
        LocalCluster.await(
                PATIENCE,
                "it runs " + least + " slots",
                () -> node.conditions().stream()
                                .filter(condition -> condition.endsWith(" idle") || condition.endsWith(" writing"))
                                .count()
                        >= least);
    }
}
