package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.scenario.Measure.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Drills 1 to 3: processes are killed. */
final class KillDrills {
    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final int COLD = 100_000;
    private static final Duration COLD_START = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofSeconds(60);

    private KillDrills() {}

    static Drill any() {
        return new Drill(
                1,
                "kill",
                "SIGKILL to any node, started again 5 s later",
                30,
                false,
                Plan.ofThree(),
                Control.withoutDedupe(Plan.ofThree()),
                trial -> one(trial, trial.anyNode(), Duration.ofSeconds(2)));
    }

    static Drill oldest() {
        return new Drill(
                2,
                "kill-oldest",
                "SIGKILL to the oldest node, started again 5 s later",
                30,
                false,
                Plan.ofThree(),
                Control.withoutDedupe(Plan.ofThree()),
                trial -> one(trial, trial.oldestNode(), Duration.ofMillis(2_500)));
    }

    static Drill all() {
        return new Drill(
                3,
                "kill-all",
                "SIGKILL to two of three within 1 s, to the third 5 s later, all started again, with 100,000 instances",
                3,
                false,
                Plan.ofThree(),
                Control.withoutDedupe(Plan.ofThree()),
                KillDrills::everyNode);
    }

    private static void one(Trial trial, NodeProcess node, Duration rto) {
        Waiting.pause(AWAY);
        var others = trial.roster().slotsNotOn(node);
        trial.say("  SIGKILL " + node.name() + ", " + others.size() + " slots live elsewhere");
        long injected = System.nanoTime();
        node.kill();
        Waiting.pause(AWAY);
        neighbours(trial, others, injected);
        trial.isServedSince(injected, START);
        var outage = trial.outageSince(injected);
        trial.measured("recovery", outage.recovery(), rto);
        trial.say("    slots without service for more than 0.5 s: " + outage.affected());
        long restarted = System.nanoTime();
        node.restart();
        trial.measured("start to ready", trial.awaitReady(node, START));
        trial.awaitSpread();
        trial.awaitServed();
        trial.measured(
                "longest gap while it joined", trial.outageSince(restarted).longestGap());
    }

    private static void neighbours(Trial trial, List<Integer> slots, long injected) {
        var neighbours = trial.neighbours();
        neighbours.add(
                trial.probes(slots, injected - AWAY.toNanos(), injected),
                trial.probes(slots, injected, injected + AWAY.minusSeconds(1).toNanos()),
                injected);
        trial.measuredSoFar("p99 of slots on other nodes before", neighbours.beforeMillis(), "ms", new Bound.None());
        trial.measuredSoFar("p99 of slots on other nodes meanwhile", neighbours.duringMillis(), "ms", new Bound.None());
        trial.measuredSoFar("that is times as long", neighbours.ratio(), "", new Bound.AtMost(2));
        trial.say("    their p99 by half second, in ms: " + neighbours.byHalfSecondMillis());
    }

    private static void everyNode(Trial trial) {
        long instances = manyInstances(trial);
        var nodes = new ArrayList<>(trial.cluster().nodes());
        Collections.shuffle(nodes, trial.random());
        trial.say("  SIGKILL " + nodes.getFirst().name() + " and "
                + nodes.get(1).name() + ", then the third; " + instances + " instances");
        nodes.getFirst().kill();
        Waiting.pause(Duration.ofMillis(trial.random().nextInt(900)));
        nodes.get(1).kill();
        minority(trial, nodes.getLast());
        nodes.stream().filter(NodeProcess::isRunning).forEach(NodeProcess::kill);
        long started = System.nanoTime();
        nodes.forEach(NodeProcess::restart);
        var seen = new AtomicLong();
        boolean isWhole = Waiting.within(START, () -> {
            Waiting.pause(Duration.ofMillis(200));
            seen.set(trial.roster().instances());
            return seen.get() >= instances;
        });
        trial.require(isWhole, seen + " of " + instances + " instances are back");
        trial.isServedSince(started, START);
        trial.measured(
                "cold start to " + COLD + " instances", Duration.ofNanos(System.nanoTime() - started), COLD_START);
        trial.measured("cold start to service", trial.outageSince(started).recovery(), Duration.ofSeconds(20));
        nodes.forEach(node -> trial.awaitReady(node, START));
        trial.awaitServed();
    }

    /** Makes instances where there are not so many yet, and returns how many there are. */
    private static long manyInstances(Trial trial) {
        if (trial.roster().instances() < COLD) {
            trial.driver()
                    .publishOnce(
                            IntStream.range(0, COLD).mapToObj(i -> "cold-" + i).toList());
        }
        return trial.roster().instances();
    }

    /** The third node, alone: what it acknowledges must be kept, and once it has given up it must acknowledge nothing. */
    private static void minority(Trial trial, NodeProcess third) {
        int acknowledged = 0;
        boolean hasGivenUp = false;
        long end = System.nanoTime() + AWAY.toNanos();
        while (System.nanoTime() < end) {
            hasGivenUp |= !third.isRunning()
                    || trial.roster()
                            .status(third, third)
                            .map(status -> !status.equalsIgnoreCase("up"))
                            .orElse(false);
            if (trial.acknowledgesAlone(third)) {
                acknowledged++;
                trial.require(!hasGivenUp, third.name() + " acknowledges after it has given up");
            }
            Waiting.pause(Duration.ofMillis(100));
        }
        trial.note(third.name() + " alone for " + AWAY.toSeconds() + " s: "
                + (hasGivenUp ? "gave up" : "did not give up") + ", acknowledged " + acknowledged + " of its events");
    }
}
