package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.event.Placement;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The owner of a source that must run once falls silent: it lives, reaches the database, and nobody hears it. */
class SilentOwnerIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final List<String> NAMES = List.of("clock", "file", "mail", "poll", "queue");

    private final Counters counters = new Counters();

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void itsSourcesGoOnElsewhereFromWhereTheyWereAndEveryNumberIsThereOnce() throws Exception {
        var plan = TestPlans.bare(POSTGRES)
                .withCluster(old -> TestPlans.stableAfter(old, Strategy.KEEP_MAJORITY, Duration.ofSeconds(1)));
        try (var cluster = LocalCluster.started(plan, 2, PATIENCE)) {
            // This one will not give up by itself for as long as the test runs.
            var silent = cluster.start(joining -> joining.withCluster(
                    old -> TestPlans.stableAfter(old, Strategy.KEEP_MAJORITY, Duration.ofMinutes(5))));
            cluster.awaitSpread(PATIENCE);
            cluster.nodes().forEach(node -> node.engine().own(counters.on(node.address(), NAMES)));
            var others = cluster.nodes().stream().filter(node -> node != silent).toList();
            LocalCluster.await(
                    PATIENCE,
                    "each runs once, and each node has one",
                    () -> running(cluster.nodes()).equals(NAMES)
                            && cluster.nodes().stream()
                                    .noneMatch(
                                            node -> counters.on(node.address()).isEmpty()));
            awaitMore(NAMES);
            var moving = counters.on(silent.address());

            cluster.firewall().cut(List.of(silent), others);
            LocalCluster.await(
                    PATIENCE, "all run on the others", () -> running(others).equals(NAMES));
            awaitMore(NAMES);
            LocalCluster.await(
                    PATIENCE,
                    "the silent one has noticed",
                    () -> counters.on(silent.address()).isEmpty());
            cluster.firewall().heal(List.of(silent), others);
            silent.awaitEnd();
            awaitMore(NAMES);

            assertThat(moving).isNotEmpty();
            for (var name : NAMES) {
                counters.assertNeverBack(name);
                assertWhole(others.getFirst().engine(), name, counters.saved(name));
            }
        }
    }

    private List<String> running(List<LocalNode> nodes) {
        return nodes.stream()
                .flatMap(node -> counters.on(node.address()).stream())
                .sorted()
                .toList();
    }

    private void awaitMore(List<String> names) {
        for (var name : names) {
            long before = counters.saved(name);
            LocalCluster.await(PATIENCE, "more of " + name, () -> counters.saved(name) > before + 20);
        }
    }

    /** Every number from 1 on is in the log, once, in order, at least up to that one. */
    private static void assertWhole(PekkoEngine engine, String name, long least) throws Exception {
        int partition = Placement.slotOf(name, engine.partitions());
        var numbers = new ArrayList<Long>();
        for (long next = 0; ; ) {
            var page = engine.events(partition, next, 500).toCompletableFuture().get(20, TimeUnit.SECONDS);
            if (page.events().isEmpty()) {
                break;
            }
            for (var entry : page.events()) {
                if (entry.event().source().equals("counter-" + name)) {
                    numbers.add(Long.parseLong(entry.event().id()));
                }
                next = entry.offset() + 1;
            }
        }
        assertThat(numbers)
                .as(name)
                .hasSizeGreaterThanOrEqualTo((int) least)
                .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    }
}
