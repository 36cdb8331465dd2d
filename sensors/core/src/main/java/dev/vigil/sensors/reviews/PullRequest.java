package dev.vigil.sensors.reviews;

import dev.vigil.sensors.reviews.GitHubPayload.Team;
import dev.vigil.sensors.reviews.GitHubPayload.User;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as it stood when it asked for review.
 *
 * @param repository the full name of its repository, such as {@code harbour/lighthouse}
 * @param number within the repository
 * @param title what it is called
 * @param url where it can be seen
 * @param author whose it is
 * @param reviewers who is asked: logins, and teams as {@code @slug}
 */
public record PullRequest(
        String repository, long number, String title, String url, String author, List<String> reviewers) {
    /** Copies the reviewers. */
    public PullRequest {
        reviewers = List.copyOf(reviewers);
    }

    static PullRequest of(GitHubPayload payload, GitHubPayload.PullRequest pull) {
        var repository = payload.repository();
        return new PullRequest(
                text(repository == null ? null : repository.full_name()),
                Objects.requireNonNullElse(pull.number(), 0L),
                text(pull.title()),
                text(pull.html_url()),
                login(pull.user()).orElse(""),
                Stream.concat(users(pull.requested_reviewers()), teams(pull.requested_teams()))
                        .toList());
    }

    /** Who is named in a list of logins, or by a request that is about one person or team. */
    static Optional<String> login(@Nullable User user) {
        return Optional.ofNullable(user).map(User::login);
    }

    /** The same of a team. */
    static Optional<String> slug(@Nullable Team team) {
        return Optional.ofNullable(team).map(Team::slug).map(slug -> "@" + slug);
    }

    private static Stream<String> users(@Nullable List<@Nullable User> users) {
        return users == null ? Stream.of() : users.stream().flatMap(user -> login(user).stream());
    }

    private static Stream<String> teams(@Nullable List<@Nullable Team> teams) {
        return teams == null ? Stream.of() : teams.stream().flatMap(team -> slug(team).stream());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
