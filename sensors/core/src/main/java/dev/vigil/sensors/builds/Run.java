package dev.vigil.sensors.builds;

import dev.vigil.sensors.builds.GitHubPayload.CheckRun;
import dev.vigil.sensors.builds.GitHubPayload.WorkflowRun;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finished run of a workflow or a check, whichever it was.
 *
 * @param name of the workflow or check; empty where the payload has none
 * @param branch which branch it ran on; empty where it was none of this repository
 * @param conclusion GitHub's word for how it ended; empty where there is none
 */
record Run(String kind, String name, String branch, String commit, String url, String conclusion, RunOrder order) {
    /** What a conclusion says about the build. */
    enum Verdict {
        PASSED,
        FAILED,
        /** It ended without having tested anything to the end. */
        NOTHING
    }

    /** The run that a payload tells of, taken as finished; none where it tells of something else. */
    static Optional<Run> of(GitHubPayload payload, Instant now) {
        var workflow = Optional.ofNullable(payload.workflow_run()).map(run -> ofWorkflow(payload, run, now));
        return workflow.or(() -> Optional.ofNullable(payload.check_run()).map(run -> ofCheck(run, now)));
    }

    /** A workflow can be told to name each run differently, so the workflow's own name comes first. */
    private static Run ofWorkflow(GitHubPayload payload, WorkflowRun run, Instant now) {
        var workflow = payload.workflow();
        var finishedAt = Objects.requireNonNullElse(run.updated_at(), now);
        return new Run(
                "workflow_run",
                firstText(workflow == null ? null : workflow.name(), run.name()),
                isOfFork(payload, run) ? "" : firstText(run.head_branch()),
                firstText(run.head_sha()),
                firstText(run.html_url()),
                firstText(run.conclusion()),
                new RunOrder(
                        Objects.requireNonNullElse(run.workflow_id(), 0L),
                        Objects.requireNonNullElse(run.run_number(), 0L),
                        Objects.requireNonNullElse(run.run_attempt(), 0L),
                        Objects.requireNonNullElse(run.run_started_at(), finishedAt),
                        finishedAt));
    }

    private static Run ofCheck(CheckRun run, Instant now) {
        var suite = run.check_suite();
        var finishedAt = Objects.requireNonNullElse(run.completed_at(), now);
        return new Run(
                "check_run",
                firstText(run.name()),
                firstText(suite == null ? null : suite.head_branch()),
                firstText(run.head_sha()),
                firstText(run.html_url()),
                firstText(run.conclusion()),
                new RunOrder(0, 0, 0, Objects.requireNonNullElse(run.started_at(), finishedAt), finishedAt));
    }

    /** The branch of a pull request from a fork may have the default branch's name. */
    private static boolean isOfFork(GitHubPayload payload, WorkflowRun run) {
        var repository = payload.repository();
        var head = run.head_repository();
        return repository != null
                && head != null
                && head.id() != null
                && !head.id().equals(repository.id());
    }

    private static String firstText(@Nullable String... texts) {
        return Stream.of(texts)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse("");
    }

    Verdict verdict() {
        return switch (conclusion) {
            case "success" -> Verdict.PASSED;
            case "failure", "timed_out", "startup_failure" -> Verdict.FAILED;
            default -> Verdict.NOTHING;
        };
    }

    /** Which build of its repository it belongs to. */
    String build() {
        return kind + "/" + name;
    }
}
