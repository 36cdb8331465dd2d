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
        return result.isGood() && control.map(broken -> !broken.isGood()).orElse(true);
    }

    String text() {
        if (!result.isGood()) {
            return "FAILED";
        }
        return isGood() ? "kept" : "FAILED: its control found nothing";
    }
}
