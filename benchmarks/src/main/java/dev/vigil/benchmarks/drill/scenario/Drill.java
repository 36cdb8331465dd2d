package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Plan;

/** One kind of fault, and what must hold under it. Stateless. */
public interface Drill {
    /** Its number in the list of drills. */
    int number();

    /** What it is called on the command line. */
    String name();

    /** What is injected, in a few words. */
    String fault();

    /** How often it is injected where nobody says. */
    default int rounds() {
        return 3;
    }

    /** Whether the network must be one that can be cut. */
    default boolean needsCuts() {
        return false;
    }

    /** What it is run on. */
    default Plan plan() {
        return Plan.ofThree();
    }

    /** Its positive control. */
    Control control();

    /** Injects the fault once, heals it, and measures in the trial what there is to measure. */
    void round(Trial trial);
}
