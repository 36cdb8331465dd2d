package dev.vigil.sensors.reviews;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What matters here of the payloads of GitHub's {@code pull_request} and {@code pull_request_review} webhooks, under the
 * names that GitHub gives; anything may be absent.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads">GitHub: webhook events and payloads</a>
 */
@SuppressWarnings("MemberName") // the names of JSON properties, which this module has no annotations to map
record GitHubPayload(
        @Nullable String action,
        @Nullable Repository repository,
        @Nullable PullRequest pull_request,
        @Nullable Review review,
        @Nullable User requested_reviewer,
        @Nullable Team requested_team) {

    record Repository(@Nullable String full_name) {}

    record PullRequest(
            @Nullable Long number,
            @Nullable String title,
            @Nullable String html_url,
            @Nullable String state,
            @Nullable Boolean draft,
            @Nullable Instant updated_at,
            @Nullable User user,
            @Nullable List<@Nullable User> requested_reviewers,
            @Nullable List<@Nullable Team> requested_teams) {}

    record Review(@Nullable User user, @Nullable Instant submitted_at) {}

    record User(@Nullable String login) {}

    record Team(@Nullable String slug) {}
}
