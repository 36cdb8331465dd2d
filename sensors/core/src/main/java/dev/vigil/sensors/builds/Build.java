package dev.vigil.sensors.builds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one workflow or check on the default branch.
 *
 * @param status how it stands
 * @param since since when
 * @param commit what the latest run that counts ran on
 * @param url where that run can be seen
 * @param order where that run stands among the others
 */
public record Build(Status status, Instant since, String commit, String url, RunOrder order) {
    /** How a build stands. */
    public enum Status {
        /** Its latest run succeeded. */
        GREEN,
        /** It fails since a run that succeeded. */
        BROKEN,
        /** It fails, and no run of it that succeeded is known. */
        NEVER_GREEN
    }

    /** What the build is after a run that is not older than the one before. */
    static Build after(@Nullable Build before, Run run, boolean passed) {
        var was = before == null ? null : before.status();
        var status =
                passed ? Status.GREEN : was == null || was == Status.NEVER_GREEN ? Status.NEVER_GREEN : Status.BROKEN;
        var at = run.order().finishedAt();
        return new Build(
                status, before != null && was == status ? before.since() : at, run.commit(), run.url(), run.order());
    }
}
