package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;

/** What drills that kill one node share. */
final class Kills {
    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);

    private Kills() {}

    /** Kills a node, measures until all slots are served without it, starts it again and waits until all is well. */
    static void one(Trial trial, NodeProcess node, Duration rto) {
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
}
