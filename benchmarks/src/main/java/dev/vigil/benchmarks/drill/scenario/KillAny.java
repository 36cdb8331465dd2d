package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;

/** Drill 1: any node is killed, and started again five seconds later. */
public final class KillAny implements Drill {
    private static final Duration RTO = Duration.ofSeconds(2);

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String fault() {
        return "SIGKILL to any node, started again 5 s later";
    }

    @Override
    public int rounds() {
        return 30;
    }

    @Override
    public Control control() {
        return Control.withoutDedupe(plan());
    }

    @Override
    public void round(Trial trial) {
        Kills.one(trial, trial.anyNode(), RTO);
        Waiting.pause(Duration.ofSeconds(1));
    }
}
