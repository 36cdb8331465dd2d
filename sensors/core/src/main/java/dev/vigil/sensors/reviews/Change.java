package dev.vigil.sensors.reviews;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * What a delivery says about the review of its pull request.
 *
 * @param what how that stands from then on
 * @param at since when: the time of the review, else that of the pull request's last change; never later than it is handled
 */
record Change(What what, Instant at, PullRequest pull) {
    enum What {
        /** It has asked for a review. */
        ASKED,
        /** It has a review, or wants none any more. */
        SETTLED,
        /** As before. */
        NOTHING
    }

    /** What it says; nothing where it tells of no pull request. */
    static Optional<Change> of(String type, GitHubPayload payload, Instant now) {
        return Optional.ofNullable(payload.pull_request()).map(pull -> {
            var pullRequest = PullRequest.of(payload, pull);
            var reviewed = type.equals("pull_request_review");
            var what = "closed".equals(pull.state()) || Boolean.TRUE.equals(pull.draft())
                    ? What.SETTLED
                    : reviewed ? byReview(payload, pullRequest) : byAction(payload, pullRequest);
            var review = payload.review();
            var changedAt = Objects.requireNonNullElse(pull.updated_at(), now);
            var at = !reviewed || review == null || review.submitted_at() == null ? changedAt : review.submitted_at();
            return new Change(what, (at.isAfter(now) ? now : at).truncatedTo(ChronoUnit.MILLIS), pullRequest);
        });
    }

    /** Who answers comments on a pull request of his own also submits a review, as GitHub has it. */
    private static What byReview(GitHubPayload payload, PullRequest pull) {
        var review = payload.review();
        var reviewer = review == null ? Optional.<String>empty() : PullRequest.login(review.user());
        var isOwn = reviewer.filter(pull.author()::equals).isPresent();
        return "submitted".equals(payload.action()) && !isOwn ? What.SETTLED : What.NOTHING;
    }

    private static What byAction(GitHubPayload payload, PullRequest pull) {
        return switch (Objects.requireNonNullElse(payload.action(), "")) {
            case "review_requested", "ready_for_review" -> What.ASKED;
            case "opened", "reopened" -> pull.reviewers().isEmpty() ? What.NOTHING : What.ASKED;
            case "review_request_removed" -> isAskedOfOthers(payload, pull) ? What.NOTHING : What.SETTLED;
            default -> What.NOTHING;
        };
    }

    /** Whether somebody is asked besides the one who is no longer; GitHub's own example still lists that one. */
    private static boolean isAskedOfOthers(GitHubPayload payload, PullRequest pull) {
        var removed =
                PullRequest.login(payload.requested_reviewer()).or(() -> PullRequest.slug(payload.requested_team()));
        return pull.reviewers().stream().anyMatch(reviewer -> !reviewer.equals(removed.orElse("")));
    }
}
