package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.CpuQuota;
import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;

/** Drill 7: one node gets a tenth of a processor. */
final class StarvedDrill {
    private static final int PERCENT = 10;
    private static final Duration STARVED = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofSeconds(60);

    private StarvedDrill() {}

    static Drill drill() {
        var plan = Plan.ofThree();
        return new Drill(
                7,
                "starved",
                "any node gets " + PERCENT + " % of a processor for 60 s",
                1,
                false,
                plan,
                Control.withoutDedupe(plan),
                StarvedDrill::round);
    }

    private static void round(Trial trial) {
        var node = trial.anyNode();
        try (var quota =
                CpuQuota.make(PERCENT).orElseThrow(() -> new IllegalStateException("no control group can be made"))) {
            trial.say("  " + node.name() + " starves");
            long injected = System.nanoTime();
            quota.squeeze(node);
            Waiting.pause(STARVED);
            trial.measured("longest gap", trial.outageSince(injected).longestGap());
            trial.require(
                    trial.cluster().nodes().stream()
                            .filter(other -> other != node)
                            .allMatch(NodeProcess::isRunning),
                    "a node that did not starve has ended");
        }
        trial.awaitReadyOrRestart(node, START);
        trial.awaitServed();
    }
}
