package dev.vigil.sensors.builds;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a run stands among the runs of its build, whichever of them finishes or is delivered first.
 *
 * <p>Runs of one workflow are numbered, and so are the attempts of one run. Check runs have no numbers, and those of
 * another workflow of the same name (its file was renamed, say) begin at 1 again: these go by the time they started.
 *
 * @param workflow the workflow's id; 0 of a check run
 * @param number the run's number; 0 of a check run
 * @param attempt which attempt of the run; 0 of a check run
 * @param startedAt when it started
 * @param finishedAt when it finished
 */
public record RunOrder(long workflow, long number, long attempt, Instant startedAt, Instant finishedAt) {
    private static final Comparator<RunOrder> BY_TIME =
            Comparator.comparing(RunOrder::startedAt).thenComparing(RunOrder::finishedAt);
    private static final Comparator<RunOrder> BY_NUMBER = Comparator.comparingLong(RunOrder::number)
            .thenComparingLong(RunOrder::attempt)
            .thenComparing(BY_TIME);

    /** Whether a run is older than the other, so that it says nothing about the build any more. */
    public boolean isBefore(RunOrder other) {
        return (workflow == other.workflow ? BY_NUMBER : BY_TIME).compare(this, other) < 0;
    }
}
