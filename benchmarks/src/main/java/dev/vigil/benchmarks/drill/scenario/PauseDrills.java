package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;

/** Drills 5 and 6: processes stand still, for a short or a long time. */
final class PauseDrills {
    private static final int PAUSES = 50;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration TAKEOVER = Duration.ofSeconds(10);
    private static final Duration LEAVE = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);

    private PauseDrills() {}

    static Drill shortOnes() {
        var plan = Plan.ofThree();
        return new Drill(
                5,
                "pauses",
                PAUSES + " times SIGSTOP to any node, SIGCONT 1 to 2 s later",
                1,
                false,
                plan,
                Control.of(
                        "a failure detector that waits 0.1 s and knows no scatter, decided after 0.2 s",
                        plan.with(
                                        "pekko.cluster.failure-detector { acceptable-heartbeat-pause = 100ms, threshold = 2 }")
                                .with("pekko.cluster.split-brain-resolver.stable-after = 200ms")),
                PauseDrills::manyShort);
    }

    static Drill zombie() {
        var plan = Plan.ofThree();
        return new Drill(
                6,
                "zombie",
                "SIGSTOP to any node under load, SIGCONT 60 s later",
                1,
                false,
                plan,
                Control.withoutFence(plan),
                PauseDrills::oneLong);
    }

    private static void manyShort(Trial trial) {
        for (int i = 0; i < PAUSES; i++) {
            var node = trial.anyNode();
            node.pause();
            Waiting.pause(Duration.ofMillis(1_000 + trial.random().nextInt(1_000)));
            node.resume();
            Waiting.pause(Duration.ofSeconds(1));
        }
        // A node that the others have downed ends by itself.
        Waiting.pause(TAKEOVER);
        for (var node : trial.cluster().nodes()) {
            trial.require(node.isRunning(), node.name() + " was downed, though it only paused");
        }
        trial.cluster().nodes().stream().filter(node -> !node.isRunning()).forEach(NodeProcess::restart);
        trial.awaitServed();
    }

    private static void oneLong(Trial trial) {
        var node = trial.anyNode();
        trial.say("  SIGSTOP " + node.name());
        long injected = System.nanoTime();
        node.pause();
        Waiting.pause(LONG);
        trial.isServedSince(injected, START);
        trial.measured("takeover", trial.outageSince(injected).recovery(), TAKEOVER);
        long woken = System.nanoTime();
        node.resume();
        boolean hasLeft = node.hasEndedWithin(LONG);
        trial.require(hasLeft, node.name() + " went on after it was left behind");
        trial.measured("the zombie leaves", Duration.ofNanos(System.nanoTime() - woken), LEAVE);
        if (hasLeft) {
            node.restart();
        }
        trial.measured("start to ready", trial.awaitReady(node, START));
        trial.awaitServed();
    }
}
