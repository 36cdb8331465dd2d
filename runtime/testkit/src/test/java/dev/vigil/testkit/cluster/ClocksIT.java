package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nodes whose clocks are more than an hour apart, between which slots move. */
class ClocksIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    /** More than the time for which events are remembered. */
    private static final Duration APART = Duration.ofMinutes(61);

    private final Outside outside = new Outside();
    private final NodePlan plan = TestPlans.bare(POSTGRES).running(Map.of("bell", new Bell()), outside.from("all"));

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void noEventChangesAStateTwiceAndNoTimerRunsTwiceWhicheverWayASlotMoves() throws Exception {
        try (var cluster = LocalCluster.started(plan, 1, PATIENCE)) {
            var late = cluster.nodes().getFirst();
            windAll(late, "first", 1, 0);
            var ahead = cluster.start(joining -> joining.withClock(Clock.offset(Clock.systemUTC(), APART)));
            cluster.awaitSpread(PATIENCE);
            windAll(late, "first", 0, 1);
            awaitAll(late, 1, 1);

            // Slots that lived on the node that is behind move to the one that is ahead, with timers for the far
            // future.
            var there = new HashSet<>(cluster.slotsOf(late));
            windAll(ahead, "second", 1, 0, Duration.ofMinutes(30));
            var moved = cluster.slotsOf(late);
            cluster.stop(late);
            cluster.awaitRunning(PATIENCE);
            windAll(ahead, "first", 0, 1);
            windAll(ahead, "second", 0, 1, Duration.ofMinutes(30));
            for (int slot : moved) {
                awaitBell(ahead, slot, bell(2, 2));
            }
            // Of a slot that moved while it was wound it is not known which clock it was wound by.
            var bells = new ArrayList<String>();
            for (int slot = 0; slot < SLOTS; slot++) {
                bells.add(stateOf(ahead, slot));
                assertThat(bells.getLast())
                        .isIn(
                                there.contains(slot)
                                        ? List.of(bell(2, 1), bell(2, 2))
                                        : List.of(moved.contains(slot) ? bell(2, 2) : bell(2, 1)));
            }

            // And back: nothing that has run is run again.
            var again = cluster.start();
            cluster.awaitSpread(PATIENCE);
            cluster.stop(ahead);
            cluster.awaitRunning(PATIENCE);
            windAll(again, "second", 0, 1, Duration.ofMinutes(30));
            for (int slot = 0; slot < SLOTS; slot++) {
                awaitBell(again, slot, bells.get(slot));
            }
            int rung = SLOTS + Collections.frequency(bells, bell(2, 2));
            assertThat(outside.firings()).isEqualTo(rung);
            assertThat(outside.attemptsFrom("all")).isEqualTo(rung);
        }
    }

    private static void windAll(LocalNode node, String round, int accepted, int duplicates) throws Exception {
        windAll(node, round, accepted, duplicates, Duration.ofMillis(100));
    }

    /** One event a slot, under the same identity whenever that round is sent. */
    private static void windAll(LocalNode node, String round, int accepted, int duplicates, Duration time)
            throws Exception {
        var events = IntStream.range(0, SLOTS)
                .mapToObj(slot -> Event.of("hand", round + slot, "wound")
                        .subject(Ledger.subjectIn(slot, SLOTS))
                        .json(time.toMillis())
                        .build())
                .toList();
        for (var event : events) {
            assertThat(node.engine()
                            .publisher()
                            .publish(List.of(event))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .as("%s on %s", event.id(), node.address())
                    .isEqualTo(new Outcome.Accepted(accepted, duplicates));
        }
    }

    private static void awaitAll(LocalNode node, int wound, int rung) {
        for (int slot = 0; slot < SLOTS; slot++) {
            awaitBell(node, slot, bell(wound, rung));
        }
    }

    private static void awaitBell(LocalNode node, int slot, String expected) {
        LocalCluster.await(Duration.ofSeconds(30), slot + " is " + expected, () -> {
            var state = stateOf(node, slot);
            if (!state.equals(expected)) {
                throw new IllegalStateException(state);
            }
            return true;
        });
    }

    private static String bell(int wound, int rung) {
        return "{\"wound\":" + wound + ",\"rung\":" + rung + "}";
    }

    private static String stateOf(LocalNode node, int slot) throws Exception {
        return node.engine()
                .instance("bell", Ledger.subjectIn(slot, SLOTS))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .orElseThrow()
                .stateJson();
    }
}
