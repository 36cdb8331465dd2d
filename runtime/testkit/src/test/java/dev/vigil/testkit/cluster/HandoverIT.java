package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot that is handed over while a record of it is being written. */
class HandoverIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final Outside outside = new Outside();
    private final NodePlan plan = TestPlans.on(POSTGRES, outside);
    private final Ledger ledger = new Ledger("upstream");
    private LocalCluster cluster;
    private LocalNode staying;
    private LocalNode leaving;

    @BeforeEach
    void start() {
        cluster = LocalCluster.started(plan, 2, PATIENCE);
        cluster.awaitSpread(PATIENCE);
        staying = cluster.nodes().getFirst();
        leaving = cluster.nodes().getLast();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void aRecordThatIsBeingWrittenIsFinishedAndAcknowledged() throws Exception {
        int slot = cluster.slotsOf(leaving).getFirst();
        var event = ledger.event(slot, SLOTS);
        CompletableFuture<Outcome> outcome;
        CompletableFuture<Void> left;
        var handOff = cluster.firewall()
                .hold(Traffic.named("ShardCoordinator$Internal$BeginHandOff").to(leaving));
        left = CompletableFuture.runAsync(() -> cluster.stop(leaving));
        handOff.awaitTouched(1, PATIENCE);
        try (var lock = new JournalLock(plan.settings().journal())) {
            outcome = publish(leaving, event);
            lock.awaitWriters(1, PATIENCE);
            handOff.lift();
            awaitCondition(slot, "stopping");
        }
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Accepted(1, 0));
        ledger.acknowledged(event);
        left.get(60, TimeUnit.SECONDS);
        cluster.awaitRunning(PATIENCE);
        assertOnce();
    }

    @Test
    void aRecordThatCannotBeWrittenIsNotAcknowledgedAndTheNextOwnerTakesTheEvent() throws Exception {
        int slot = cluster.slotsOf(leaving).getFirst();
        var event = ledger.event(slot, SLOTS);
        CompletableFuture<Outcome> outcome;
        CompletableFuture<Void> left;
        var handOff = cluster.firewall()
                .hold(Traffic.named("ShardCoordinator$Internal$BeginHandOff").to(leaving));
        left = CompletableFuture.runAsync(() -> cluster.stop(leaving));
        handOff.awaitTouched(1, PATIENCE);
        try (var lock = new JournalLock(plan.settings().journal())) {
            outcome = publish(leaving, event);
            lock.awaitWriters(1, PATIENCE);
            handOff.lift();
            awaitCondition(slot, "stopping");
            LocalCluster.await(
                    PATIENCE,
                    "the slot has given up and gone",
                    () -> leaving.engine().health().toCompletableFuture().get(10, TimeUnit.SECONDS).slots().stream()
                            .noneMatch(there -> there.slot() == slot));
            assertThat(outcome.isDone() && outcome.join() instanceof Outcome.Accepted)
                    .as("acknowledged while nothing could be written")
                    .isFalse();
        }
        left.get(60, TimeUnit.SECONDS);
        cluster.awaitRunning(PATIENCE);
        ledger.publish(staying.engine().publisher(), event);
        assertOnce();
    }

    @Test
    void slotsThatMoveToANewNodeAndBackUnderLoadLoseAndDoubleNothing() throws Exception {
        var load = Load.of(ledger, staying.engine().publisher());
        var third = cluster.start();
        cluster.awaitSpread(PATIENCE);
        cluster.stop(third);
        cluster.stop(leaving);
        cluster.awaitRunning(PATIENCE);
        load.stop();
        assertOnce();
    }

    private static CompletableFuture<Outcome> publish(LocalNode node, Event event) {
        return node.engine().publisher().publish(List.of(event)).toCompletableFuture();
    }

    private void awaitCondition(int slot, String condition) {
        LocalCluster.await(
                Duration.ofSeconds(10),
                "slot " + slot + " is " + condition,
                () -> leaving.engine().health().toCompletableFuture().get(10, TimeUnit.SECONDS).slots().stream()
                        .anyMatch(there ->
                                there.slot() == slot && there.condition().equals(condition)));
    }

    private void assertOnce() throws Exception {
        ledger.assertLog(staying.engine());
        ledger.assertStates(staying.engine(), TestPlans.AT_HOME, TestPlans.AWAY);
        LocalCluster.await(PATIENCE, "all has been fired", () -> outside.firings() == 2 * ledger.size());
    }
}
