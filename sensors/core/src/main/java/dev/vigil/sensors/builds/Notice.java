package dev.vigil.sensors.builds;

import java.time.Instant;

/**
 * What both triggers get: the run by which a build broke or recovered.
 *
 * @param repository its full name, such as {@code harbour/lighthouse}
 * @param kind {@code workflow_run} or {@code check_run}
 * @param name of the workflow or check
 * @param branch the default branch
 * @param commit what it ran on
 * @param url where the run can be seen
 * @param conclusion GitHub's word for how it ended
 * @param at when it finished
 */
public record Notice(
        String repository,
        String kind,
        String name,
        String branch,
        String commit,
        String url,
        String conclusion,
        Instant at) {}
