package dev.vigil.sensors.reviews;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.sensors.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tells when a pull request has asked for review and got none for a given time; once for each time it asked.
 *
 * <p>It asks when a review is requested of anybody ({@code review_requested}), when it stops being a draft
 * ({@code ready_for_review}), and when it is opened or reopened with reviewers asked already; not while it is a draft or
 * closed. Asking again, of whomever, begins a new time.
 *
 * <p>It waits no more once somebody else than its author has submitted a review of any verdict, bots included; once it is
 * closed, merged or a draft, whichever delivery says so; and once nobody is left of those who were asked
 * ({@code review_request_removed}). A review that is dismissed or edited changes nothing.
 *
 * <p>Time counts from when GitHub says that it asked. Deliveries may come in any order: one that tells of a time before
 * the latest that counted changes nothing, and a pull request that does not wait is remembered for that for {@link #MEMORY}.
 * An alarm is not made up for: where the review is known before the timer has run, none is fired.
 */
public final class StaleReviews extends Sensor<StaleReviews.State> {
    /** How long a pull request that does not wait is remembered. */
    public static final Duration MEMORY = Duration.ofDays(1);

    private final Duration after;
    private final String alarm;

    /**
     * What is known of one pull request.
     *
     * @param status how it stands
     * @param since when it came to stand so, as GitHub says; when it asked, where that has been told
     * @param asks the pull request as it asked, while it waits
     */
    public record State(Status status, Instant since, Optional<PullRequest> asks) {}

    /** How a pull request stands. */
    public enum Status {
        /** Nothing is known of it. */
        UNKNOWN,
        /** It has asked for a review. */
        WAITING,
        /** It has waited for so long that it was told. */
        TOLD,
        /** It has a review, or wants none. */
        SETTLED
    }

    /** A sensor that fires the trigger of that name when a pull request has waited for so long. */
    public StaleReviews(Duration after, String alarm) {
        this.after = after;
        this.alarm = alarm;
    }

    @Override
    public Subscription subscription() {
        return Subscription.to("pull_request", "pull_request_review").keyedBy(StaleReviews::key);
    }

    private static Optional<String> key(Event event) {
        return event.text("/repository/full_name")
                .flatMap(name -> event.text("/pull_request/number").map(number -> name + "#" + number));
    }

    @Override
    public Set<String> triggers() {
        return Set.of(alarm);
    }

    @Override
    public State initialState(String key) {
        return new State(Status.UNKNOWN, Instant.EPOCH, Optional.empty());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var change = Change.of(event.type(), event.data(GitHubPayload.class), context.now());
        if (change.isEmpty()) {
            return Effect.reject("a " + event.type() + " event without a pull request");
        }
        var at = change.get().at();
        if (at.isBefore(state.since())) {
            return Effect.none();
        }
        return switch (change.get().what()) {
            case ASKED ->
                state.status() == Status.TOLD && at.equals(state.since())
                        ? Effect.none()
                        : awaitReview(change.get(), context);
            case SETTLED -> rest(Status.SETTLED, at);
            case NOTHING -> Effect.none();
        };
    }

    private Effect<State> awaitReview(Change change, Context context) {
        var due = change.at().plus(after);
        return Effect.become(new State(Status.WAITING, change.at(), Optional.of(change.pull())))
                .timer(Deadline.NAME, Duration.between(context.now(), due));
    }

    private static Effect<State> rest(Status status, Instant since) {
        return Effect.become(new State(status, since, Optional.empty())).timer(Deadline.NAME, MEMORY);
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        if (state.asks().isEmpty()) {
            return Effect.forget();
        }
        var due = state.since().plus(after);
        return context.now().isBefore(due)
                ? Deadline.by(Effect.none(), context, due)
                : rest(Status.TOLD, state.since())
                        .fire(alarm, Notice.of(state.asks().get(), state.since(), context.now()));
    }
}
