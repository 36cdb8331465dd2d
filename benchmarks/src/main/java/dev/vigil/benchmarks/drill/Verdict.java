package dev.vigil.benchmarks.drill;

import java.util.Optional;

/**
 * A drill and its control together.
 *
 * @param result of the drill
 * @param control of its control, where that was run
 */
record Verdict(Result result, Optional<Result> control) {
    boolean isGood() {
        return result.isGood() && hasControlFound();
    }

    /** Whether the control found what it must find; true where it was not run. */
    boolean hasControlFound() {
        return control.map(broken -> broken.hasFound(result.drill().control().finds()))
                .orElse(true);
    }

    String text() {
        if (!result.isGood()) {
            return result.isSafe() ? "nothing lost or doubled, but numbers were MISSED" : "FAILED";
        }
        return isGood() ? "kept" : "FAILED: its control found nothing";
    }
}
