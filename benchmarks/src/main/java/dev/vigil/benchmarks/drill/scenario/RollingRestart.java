package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** Drill 4: all nodes are stopped in order and started again, one by one. */
final class RollingRestart {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration GAP = Duration.ofSeconds(1);
    private static final Duration EXIT = Duration.ofSeconds(25);

    private RollingRestart() {}

    static Drill drill() {
        var plan = Plan.ofThree();
        return new Drill(
                4,
                "rolling-restart",
                "SIGTERM to each node in turn, started again, the next one when slots are spread",
                3,
                false,
                plan,
                new Control(
                        "SIGKILL in place of SIGTERM, dedupe off",
                        Control.withoutMemory(plan),
                        Trial::breakStopping,
                        Set.of(Kind.DOUBLED)),
                RollingRestart::round);
    }

    private static void round(Trial trial) {
        long failedBefore = trial.ledger().failedTwice();
        for (var node : trial.cluster().nodes()) {
            trial.say("  SIGTERM " + node.name());
            long injected = System.nanoTime();
            Function<NodeProcess, Duration> stop =
                    trial.isStoppingBroken() ? RollingRestart::kill : NodeProcess::terminate;
            trial.measured("exit", stop.apply(node), EXIT);
            trial.measured(
                    "longest gap while it left", trial.outageSince(injected).longestGap());
            node.restart();
            long restarted = System.nanoTime();
            trial.measured("start to ready", trial.awaitReady(node, START));
            // As the shipped manifest does, which leaves each node the time to get its slots back.
            trial.awaitSpread();
            trial.awaitServed();
            trial.measured(
                    "longest gap while it joined", trial.outageSince(restarted).longestGap());
            trial.measured("longest gap", trial.outageSince(injected).longestGap(), GAP);
        }
        long failed = trial.ledger().failedTwice() - failedBefore;
        trial.require(failed == 0, failed + " requests failed again after one retry");
    }

    private static Duration kill(NodeProcess node) {
        node.kill();
        return Duration.ZERO;
    }
}
