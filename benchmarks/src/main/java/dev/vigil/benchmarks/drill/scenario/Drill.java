package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Plan;
import java.util.function.Consumer;

/**
 * One kind of fault, and what must hold under it.
 *
 * @param number its number in the list of drills
 * @param name what it is called on the command line
 * @param fault what is injected, in a few words
 * @param rounds how often it is injected where nobody says
 * @param needsCuts whether the network must be one that can be cut
 * @param plan what it is run on
 * @param control its positive control
 * @param round injects the fault once, heals it, and measures in the trial what there is to measure
 */
public record Drill(
        int number,
        String name,
        String fault,
        int rounds,
        boolean needsCuts,
        Plan plan,
        Control control,
        Consumer<Trial> round) {
    /** Injects the fault once. */
    public void inject(Trial trial) {
        round.accept(trial);
    }
}
