package dev.vigil.sensors.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.api.Event;
import dev.vigil.sensors.Feed;
import dev.vigil.sensors.reviews.StaleReviews.Status;
import dev.vigil.testkit.SensorTestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Real deliveries. What is expected of them was worked out by hand, not by this sensor. */
class DeliveriesTest {
    private static final String KEY = "Codertocat/Hello-World#2";

    private final SensorTestKit<StaleReviews.State> kit =
            SensorTestKit.of(new StaleReviews(Duration.ofHours(24), "chat")).at(Instant.parse("2019-05-15T15:25:00Z"));

    private void see(Predicate<Event> which) throws IOException {
        assumeTrue(Files.exists(Feed.EXAMPLES), "the real deliveries are not on this machine");
        kit.send(Feed.deliveries(Feed.EXAMPLES).stream().filter(which).toArray(Event[]::new));
    }

    @Test
    void theLatestThatCountsIsThatItBecameReadyForReview() throws IOException {
        see(_ -> true);
        assertThat(kit.rejections()).isEmpty();
        assertThat(kit.keys()).containsExactly(KEY);
        var state = kit.state(KEY).orElseThrow();
        assertThat(state.status()).isEqualTo(Status.WAITING);
        assertThat(state.since()).isEqualTo("2019-05-15T15:21:18Z");
        kit.advance(Duration.ofHours(25));
        assertThat(kit.firings()).singleElement().satisfies(fired -> {
            var notice = fired.payload(Notice.class);
            assertThat(notice.asked()).isEqualTo("2019-05-15T15:21:18Z");
            assertThat(notice.waited()).isEqualTo(Duration.ofHours(24));
            assertThat(notice.title()).isEqualTo("Update the README with new information.");
            assertThat(notice.reviewers()).containsExactly("octocat");
        });
    }

    @Test
    void itsAuthorsOwnReviewIsNone() throws IOException {
        see(event -> event.type().equals("pull_request_review")
                || "review_requested".equals(event.text("/action").orElse("")));
        kit.advance(Duration.ofHours(24));
        assertThat(kit.firings()).hasSize(1);
    }

    @Test
    void theOnlyRequestIsTakenBack() throws IOException {
        see(event -> event.text("/action").orElse("").startsWith("review_request"));
        kit.advance(Duration.ofDays(2));
        assertThat(kit.firings()).hasSize(1);
    }
}
