package dev.vigil.sensors.debounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.sensors.KeyRule;
import dev.vigil.sensors.Selection;
import dev.vigil.sensors.Traffic;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against a model that lives through every millisecond, and keeps every event of a burst. */
class DebounceModelTest {
    private static final int SPAN = 20;
    private static final long START = SensorTestKit.START.toEpochMilli();

    private static List<String> expected(Traffic traffic, int atMost, boolean isPunctual) {
        var told = new ArrayList<String>();
        var burst = new ArrayList<Traffic.Sent>();
        for (int now = 0; now <= traffic.end(); now++) {
            boolean quiet = !burst.isEmpty() && now - burst.getLast().at() >= SPAN;
            boolean endless = !burst.isEmpty() && now - burst.getFirst().at() >= atMost;
            if (quiet || endless) {
                told.add(burst.getLast().number() + ", last of " + burst.size() + (isPunctual ? " at " + now : ""));
                burst.clear();
            }
            burst.addAll(traffic.at(now));
        }
        return told;
    }

    private static List<String> shown(List<Notice> notices, boolean isPunctual) {
        return notices.stream()
                .map(n -> n.event().id().replace("event-", "") + ", last of " + n.count()
                        + (isPunctual ? " at " + (n.at().toEpochMilli() - START) : ""))
                .toList();
    }

    @Test
    void itFiresTheLastOfEveryBurst() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            int atMost = random.nextBoolean() ? Integer.MAX_VALUE : SPAN + random.nextInt(3 * SPAN);
            var sensor = new Debounce(
                    new Selection(List.of("edited"), List.of("*"), new KeyRule.Subject(), Map.of()),
                    Duration.ofMillis(SPAN),
                    Optional.of(atMost).filter(span -> span < Integer.MAX_VALUE).map(Duration::ofMillis),
                    Debounce.Payload.EVENT,
                    "index");
            var traffic = Traffic.of(seed, SPAN, "edited");
            assertThat(shown(traffic.punctual(sensor, Notice.class), true))
                    .as("seed %s", seed)
                    .isEqualTo(expected(traffic, atMost, true));
            assertThat(shown(traffic.late(sensor, Notice.class, seed), false))
                    .as("late, seed %s", seed)
                    .isEqualTo(expected(traffic, atMost, false));
        }
    }
}
