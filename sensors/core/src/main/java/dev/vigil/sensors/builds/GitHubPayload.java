package dev.vigil.sensors.builds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What matters here of the payloads of GitHub's {@code workflow_run} and {@code check_run} webhooks, under the names that
 * GitHub gives; anything may be absent.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">GitHub: webhook events and payloads</a>
 */
@SuppressWarnings("MemberName") // the names of JSON properties, which this module has no annotations to map
record GitHubPayload(
        @Nullable String action,
        @Nullable Repository repository,
        @Nullable Workflow workflow,
        @Nullable WorkflowRun workflow_run,
        @Nullable CheckRun check_run) {

    record Repository(
            @Nullable Long id,
            @Nullable String full_name,
            @Nullable String default_branch) {}

    record Workflow(@Nullable String name) {}

    record WorkflowRun(
            @Nullable String name,
            @Nullable String head_branch,
            @Nullable String head_sha,
            @Nullable String html_url,
            @Nullable String conclusion,
            @Nullable Long workflow_id,
            @Nullable Long run_number,
            @Nullable Long run_attempt,
            @Nullable Instant run_started_at,
            @Nullable Instant updated_at,
            @Nullable Repository head_repository) {}

    record CheckRun(
            @Nullable String name,
            @Nullable String head_sha,
            @Nullable String html_url,
            @Nullable String conclusion,
            @Nullable Instant started_at,
            @Nullable Instant completed_at,
            @Nullable CheckSuite check_suite) {}

    record CheckSuite(@Nullable String head_branch) {}
}
