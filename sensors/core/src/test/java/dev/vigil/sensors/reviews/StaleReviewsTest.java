package dev.vigil.sensors.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.DataException;
import dev.vigil.sensors.reviews.StaleReviews.Status;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaleReviewsTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final String KEY = "harbour/lighthouse#7";

    private final SensorTestKit<StaleReviews.State> kit =
            SensorTestKit.of(new StaleReviews(Duration.ofHours(24), "chat")).at(START);

    /** The pull request at present, of which a test can change attributes. */
    private static Map<String, Object> pull(Instant updated, Map<String, ?> more) {
        var pull = new HashMap<String, Object>(Map.of(
                "number",
                7,
                "title",
                "Longer beam",
                "html_url",
                "https://github.example/harbour/lighthouse/pull/7",
                "state",
                "open",
                "draft",
                false,
                "updated_at",
                updated.toString(),
                "user",
                Map.of("login", "ann"),
                "requested_reviewers",
                List.of(Map.of("login", "bob")),
                "requested_teams",
                List.of(Map.of("slug", "keepers"))));
        pull.putAll(more);
        return pull;
    }

    private void action(String action, Map<String, ?> more) {
        action(action, kit.now(), more);
    }

    private void action(String action, Instant updated, Map<String, ?> more) {
        kit.send("pull_request", "ignored", delivery(action, updated, more, Map.of()));
    }

    private void review(String action, String reviewer, Instant submitted) {
        var review = Map.of("review", Map.of("user", Map.of("login", reviewer), "submitted_at", submitted.toString()));
        kit.send("pull_request_review", "ignored", delivery(action, submitted, Map.of(), review));
    }

    private static Map<String, Object> delivery(
            String action, Instant updated, Map<String, ?> pull, Map<String, ?> beside) {
        var payload = new HashMap<String, Object>(beside);
        payload.put("action", action);
        payload.put("repository", Map.of("full_name", "harbour/lighthouse"));
        payload.put("pull_request", pull(updated, pull));
        return payload;
    }

    private void pass(int hours) {
        kit.advance(Duration.ofHours(hours));
    }

    private List<Long> firedAtHour() {
        return kit.firings().stream()
                .map(fired -> Duration.between(START, fired.at()).toHours())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"review_requested", "ready_for_review", "opened", "reopened"})
    void whatAsksForAReviewAndGetsNoneIsToldOnce(String action) {
        action(action, Map.of());
        pass(23);
        assertThat(kit.firings()).isEmpty();
        pass(1000);
        assertThat(firedAtHour()).containsExactly(24L);
        var fired = kit.firings().getFirst();
        assertThat(fired.trigger()).isEqualTo("chat");
        assertThat(fired.key()).isEqualTo(KEY);
        assertThat(fired.payload(Notice.class))
                .isEqualTo(new Notice(
                        "harbour/lighthouse",
                        7,
                        "Longer beam",
                        "https://github.example/harbour/lighthouse/pull/7",
                        "ann",
                        List.of("bob", "@keepers"),
                        START,
                        START.plusSeconds(24 * 3600),
                        Duration.ofHours(24)));
        assertThat(kit.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"synchronize", "labeled", "edited", "assigned", "review_request_removed"})
    void whatElseHappensToItAsksForNothing(String action) {
        action(action, Map.of());
        assertThat(kit.keys()).isEmpty();
        action("review_requested", Map.of());
        pass(10);
        action(action, Map.of());
        pass(14);
        assertThat(firedAtHour()).containsExactly(24L);
    }

    @Test
    void whatIsOpenedWithoutReviewersDoesNotAsk() {
        action("opened", Map.of("requested_reviewers", List.of(), "requested_teams", List.of()));
        pass(48);
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void aReviewEndsTheWait() {
        action("review_requested", Map.of());
        pass(23);
        review("submitted", "bob", kit.now());
        pass(100);
        assertThat(kit.firings()).isEmpty();
        assertThat(kit.keys()).isEmpty();
    }

    @Test
    void aReviewByItsAuthorAndOneThatIsDismissedOrEditedDoNot() {
        action("review_requested", Map.of());
        pass(1);
        review("submitted", "ann", kit.now());
        review("dismissed", "bob", kit.now());
        review("edited", "bob", kit.now());
        pass(23);
        assertThat(firedAtHour()).containsExactly(24L);
    }

    @Test
    void aPullRequestThatIsClosedOrADraftDoesNotWait() {
        action("review_requested", Map.of());
        pass(1);
        action("closed", Map.of("state", "closed"));
        pass(100);
        action("reopened", Map.of());
        pass(1);
        action("converted_to_draft", Map.of("draft", true));
        action("review_requested", Map.of("draft", true));
        pass(100);
        assertThat(kit.firings()).isEmpty();
        action("ready_for_review", Map.of());
        pass(24);
        assertThat(kit.firings()).hasSize(1);
    }

    @Test
    void anyDeliveryThatSaysItIsClosedCounts() {
        action("review_requested", Map.of());
        pass(1);
        action("labeled", Map.of("state", "closed"));
        pass(24);
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void theWaitEndsWithTheLastRequest() {
        action("review_requested", Map.of());
        pass(1);
        action("review_request_removed", Map.of("requested_reviewers", List.of()));
        assertThat(kit.state(KEY).orElseThrow().status()).isEqualTo(Status.WAITING);
        action("review_request_removed", Map.of("requested_reviewers", List.of(), "requested_teams", List.of()));
        pass(24);
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void askingAgainBeginsTheTimeAnew() {
        action("review_requested", Map.of());
        pass(20);
        action("review_requested", Map.of());
        pass(23);
        assertThat(kit.firings()).isEmpty();
        pass(1);
        assertThat(firedAtHour()).containsExactly(44L);
        action("review_requested", Map.of());
        pass(24);
        assertThat(firedAtHour()).containsExactly(44L, 68L);
    }

    @Test
    void theSameRequestDeliveredAgainIsNoNewOne() {
        action("review_requested", START, Map.of());
        pass(24);
        action("review_requested", START, Map.of());
        pass(24);
        assertThat(firedAtHour()).containsExactly(24L);
    }

    @Test
    void timeCountsFromWhenItAskedAndNotFromTheDelivery() {
        action("review_requested", START.minusSeconds(20 * 3600), Map.of());
        pass(4);
        assertThat(firedAtHour()).containsExactly(4L);
    }

    @Test
    void aClockThatIsAheadDoesNotMakeItWaitLonger() {
        action("review_requested", START.plusSeconds(7200), Map.of());
        pass(24);
        assertThat(firedAtHour()).containsExactly(24L);
    }

    @Test
    void aRequestThatArrivesAfterItsReviewIsAnswered() {
        pass(2);
        review("submitted", "bob", START.plusSeconds(3600));
        action("review_requested", START, Map.of());
        pass(100);
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void aReviewThatArrivesAfterTheNextRequestDoesNotAnswerIt() {
        pass(2);
        action("review_requested", START.plusSeconds(7200), Map.of());
        review("submitted", "bob", START.plusSeconds(3600));
        pass(24);
        assertThat(firedAtHour()).containsExactly(26L);
    }

    @Test
    void pullRequestsAreApartAndWhatIsNoneIsNotForIt() {
        action("review_requested", Map.of());
        action("review_requested", Map.of("number", 8));
        assertThat(kit.keys()).containsExactly(KEY, "harbour/lighthouse#8");
        kit.send("pull_request", "ignored", "{\"action\":\"opened\"}").send("pull_request", "ignored", "no JSON");
        assertThat(kit.keys()).hasSize(2);
    }

    @Test
    void aPayloadOfAnotherShapeIsADeadLetter() {
        assertThatThrownBy(() -> action("review_requested", Map.of("updated_at", "yesterday")))
                .hasCauseInstanceOf(DataException.class);
    }
}
