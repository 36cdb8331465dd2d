package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Plan;

/** What is run with every build: kills, a rolling restart, a database crash and a partition, all of them on one cluster. */
final class ShortForm {
    private static final int KILLS = 3;

    private ShortForm() {}

    static Drill drill() {
        return new Drill(
                0,
                "short",
                "SIGKILL to a node " + KILLS + " times, a rolling restart, a database crash, a partition",
                1,
                false,
                Plan.ofThree(),
                Control.withoutDedupe(Plan.ofThree()),
                ShortForm::round);
    }

    private static void round(Trial trial) {
        part(trial, KillDrills.any(), KILLS);
        part(trial, RollingRestart.drill(), 1);
        part(trial, DatabaseDrills.crash(), 1);
        part(trial, PartitionDrills.clean(), 1);
    }

    private static void part(Trial trial, Drill drill, int rounds) {
        if (drill.needsCuts() && !trial.cluster().network().canCut()) {
            trial.say("  SKIPPED " + drill.name() + ": it cuts the network, for which root is needed");
            return;
        }
        trial.part(drill.name() + ": ");
        for (int i = 0; i < rounds; i++) {
            drill.inject(trial);
        }
    }
}
