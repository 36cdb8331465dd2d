package dev.vigil.sensors.reviews;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.sensors.Spans;
import java.time.Duration;

/**
 * The kind {@code stale-reviews}.
 *
 * <pre>{@code
 * vigil.sensors.stale-reviews {
 *   after = 24h                   # how long a pull request waits for a review, 24h where it is not there
 *   alarm = chat                  # the trigger for one that has waited, alarm where it is not there
 * }
 * }</pre>
 */
public final class StaleReviewsKind implements SensorKind {
    /** Made by {@link java.util.ServiceLoader}. */
    public StaleReviewsKind() {}

    @Override
    public String kind() {
        return "stale-reviews";
    }

    @Override
    public Sensor<?> create(String name, Settings settings) {
        return new StaleReviews(Spans.orElse(settings, "after", Duration.ofHours(24)), settings.text("alarm", "alarm"));
    }
}
