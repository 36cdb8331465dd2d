package dev.vigil.sensors.silence;

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

/** Against a model that looks at the gaps between all events when all is over. */
class SilenceModelTest {
    private static final int SPAN = 20;
    private static final long START = SensorTestKit.START.toEpochMilli();

    private static List<String> expected(Traffic traffic, int forgetAfter, boolean isPunctual) {
        var told = new ArrayList<String>();
        for (int i = 0; i < traffic.all().size(); i++) {
            boolean isLast = i + 1 == traffic.all().size();
            int from = traffic.all().get(i).at();
            int gap = (isLast ? traffic.end() : traffic.all().get(i + 1).at()) - from;
            if (gap >= SPAN) {
                told.add("SILENT since " + from + (isPunctual ? " at " + (from + SPAN) : ""));
            }
            if (gap >= SPAN && gap < forgetAfter && !isLast) {
                told.add("BACK since " + from + " after " + gap);
            }
        }
        return told;
    }

    private static List<String> shown(List<Notice> notices, boolean isPunctual) {
        return notices.stream()
                .map(n -> n.status() + " since " + (n.last().toEpochMilli() - START)
                        + switch (n.status()) {
                            case SILENT -> isPunctual ? " at " + (n.at().toEpochMilli() - START) : "";
                            case BACK -> " after " + n.silence().toMillis();
                        })
                .toList();
    }

    @Test
    void itTellsOfEveryGapThatIsLongEnoughAndOfNoOther() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            int forgetAfter = random.nextBoolean() ? Integer.MAX_VALUE : SPAN + 1 + random.nextInt(2 * SPAN);
            var sensor = new Silence(
                    new Selection(List.of("beat"), List.of("*"), new KeyRule.Subject(), Map.of()),
                    Duration.ofMillis(SPAN),
                    Optional.of(forgetAfter)
                            .filter(span -> span < Integer.MAX_VALUE)
                            .map(Duration::ofMillis),
                    "alarm",
                    "recovered");
            var traffic = Traffic.of(seed, SPAN, "beat");
            assertThat(shown(traffic.punctual(sensor, Notice.class), true))
                    .as("seed %s", seed)
                    .isEqualTo(expected(traffic, forgetAfter, true));
            assertThat(shown(traffic.late(sensor, Notice.class, seed), false))
                    .as("late, seed %s", seed)
                    .isEqualTo(expected(traffic, forgetAfter, false));
        }
    }
}
