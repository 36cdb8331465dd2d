package dev.vigil.sensors.rate;

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

/** Against a model that lives through every millisecond, and counts all events that ever were. */
class RateModelTest {
    private static final int SPAN = 20;
    private static final long START = SensorTestKit.START.toEpochMilli();

    private static List<String> expected(Traffic traffic, int moreThan, int rearmAt, boolean isPunctual) {
        var told = new ArrayList<String>();
        boolean armed = true;
        for (int now = 0; now <= traffic.end(); now++) {
            if (!armed && count(traffic, now - SPAN, now - 1, Integer.MAX_VALUE) <= rearmAt) {
                armed = true;
                told.add(isPunctual ? "CALM at " + now : "CALM");
            }
            for (var sent : traffic.at(now)) {
                if (armed && count(traffic, now - SPAN, now, sent.number()) > moreThan) {
                    armed = false;
                    told.add("ABOVE by " + sent.number());
                }
            }
        }
        return told;
    }

    /** How many came after the one moment, and up to the other or that number. */
    private static long count(Traffic traffic, int after, int until, int number) {
        return traffic.all().stream()
                .filter(sent -> sent.at() > after && sent.at() <= until && sent.number() <= number)
                .count();
    }

    private static List<String> shown(List<Notice> notices, boolean isPunctual) {
        return notices.stream()
                .map(n -> n.status()
                        + switch (n.status()) {
                            case ABOVE -> " by " + n.event().orElseThrow().id().replace("event-", "");
                            case CALM -> isPunctual ? " at " + (n.at().toEpochMilli() - START) : "";
                        })
                .toList();
    }

    @Test
    void itFiresAtEveryCrossingAndAtNoOtherEvent() {
        int crossings = 0;
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            int moreThan = 1 + random.nextInt(6);
            int rearmAt = random.nextBoolean() ? moreThan : random.nextInt(moreThan + 1);
            var sensor = new Rate(
                    new Selection(List.of("login"), List.of("*"), new KeyRule.Subject(), Map.of()),
                    new Rate.Limit(moreThan, Duration.ofMillis(SPAN), rearmAt),
                    "alarm",
                    Optional.of("calm"));
            var traffic = Traffic.of(seed, SPAN, "login");
            var expected = expected(traffic, moreThan, rearmAt, true);
            crossings += expected.size();
            assertThat(shown(traffic.punctual(sensor, Notice.class), true))
                    .as("seed %s", seed)
                    .isEqualTo(expected);
            assertThat(shown(traffic.late(sensor, Notice.class, seed), false))
                    .as("late, seed %s", seed)
                    .isEqualTo(expected(traffic, moreThan, rearmAt, false));
        }
        assertThat(crossings).isGreaterThan(1_000);
    }
}
