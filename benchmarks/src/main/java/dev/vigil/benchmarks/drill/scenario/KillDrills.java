package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;

/** Drills 1 to 3: processes are killed. */
final class KillDrills {
    private static final Duration AWAY = Duration.ofSeconds(5);
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
                "SIGKILL to two of three within 1 s, to the third 5 s later, all started again",
                3,
                false,
                Plan.ofThree(),
                Control.withoutDedupe(Plan.ofThree()),
                KillDrills::everyNode);
    }

    private static void one(Trial trial, NodeProcess node, Duration rto) {
        trial.say("  SIGKILL " + node.name());
        long injected = System.nanoTime();
        node.kill();
        Waiting.pause(AWAY);
        trial.isServedSince(injected, START);
        var outage = trial.outageSince(injected);
        trial.measured("recovery", outage.recovery(), rto);
        trial.say("    slots without service for more than 0.5 s: " + outage.affected());
        long restarted = System.nanoTime();
        node.restart();
        trial.measured("start to ready", trial.awaitReady(node, START));
        trial.awaitServed();
        trial.measured(
                "longest gap while it joined", trial.outageSince(restarted).longestGap());
    }

    private static void everyNode(Trial trial) {
        var nodes = new ArrayList<>(trial.cluster().nodes());
        Collections.shuffle(nodes, trial.random());
        trial.say("  SIGKILL two, then the third");
        nodes.getFirst().kill();
        nodes.get(1).kill();
        Waiting.pause(AWAY);
        nodes.getLast().kill();
        nodes.getFirst().restart();
        nodes.get(1).restart();
        long majority = System.nanoTime();
        nodes.getLast().restart();
        trial.isServedSince(majority, START);
        trial.measured("cold start to service", trial.outageSince(majority).recovery(), Duration.ofSeconds(20));
        nodes.forEach(node -> trial.awaitReady(node, START));
        trial.awaitServed();
    }
}
