package dev.vigil.sensors.reviews;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the trigger gets: the pull request that waits.
 *
 * @param repository the full name of its repository, such as {@code harbour/lighthouse}
 * @param number within the repository
 * @param title what it is called
 * @param url where it can be seen
 * @param author whose it is
 * @param reviewers who is asked: logins, and teams as {@code @slug}
 * @param asked when it asked
 * @param at when this was decided
 * @param waited the time from the one to the other
 */
public record Notice(
        String repository,
        long number,
        String title,
        String url,
        String author,
        List<String> reviewers,
        Instant asked,
        Instant at,
        Duration waited) {
    /** Copies the reviewers. */
    public Notice {
        reviewers = List.copyOf(reviewers);
    }

    static Notice of(PullRequest pull, Instant asked, Instant at) {
        return new Notice(
                pull.repository(),
                pull.number(),
                pull.title(),
                pull.url(),
                pull.author(),
                pull.reviewers(),
                asked,
                at,
                Duration.between(asked, at));
    }
}
