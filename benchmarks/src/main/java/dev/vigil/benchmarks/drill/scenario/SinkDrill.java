package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.load.Sink.Behaviour;
import java.time.Duration;

/** Drill 14: what alarms are sent to misbehaves, and five times the load comes. */
final class SinkDrill {
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final int TIMES = 5;

    private SinkDrill() {}

    static Drill drill() {
        var plan = Plan.ofThree();
        return new Drill(
                14,
                "sink",
                "the sink hangs, answers 500, resets after it has acted, 10 s each; then five times the load for 20 s",
                1,
                false,
                plan,
                Control.of("one attempt a firing", plan.with("vigil.triggers.alarm.retry.attempts = 1")),
                SinkDrill::round);
    }

    private static void round(Trial trial) {
        for (var behaviour : Behaviour.values()) {
            trial.say("  the sink is " + behaviour);
            long injected = System.nanoTime();
            trial.sink().behave(behaviour);
            Waiting.pause(EACH);
            trial.measured(
                    "longest gap while the sink is " + behaviour,
                    trial.outageSince(injected).longestGap(),
                    Duration.ofSeconds(1));
        }
        trial.sink().behave(Behaviour.WELL);
        int usual = trial.driver().rate();
        trial.say("  " + usual * TIMES + " events/s");
        long before = trial.ledger().acknowledged();
        trial.driver().rate(usual * TIMES);
        Waiting.pause(EACH.multipliedBy(2));
        trial.driver().rate(usual);
        trial.say("    acknowledged a second: "
                + (trial.ledger().acknowledged() - before)
                        / EACH.multipliedBy(2).toSeconds());
        trial.awaitServed();
    }
}
