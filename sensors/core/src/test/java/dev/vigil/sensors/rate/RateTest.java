package dev.vigil.sensors.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import dev.vigil.sensors.rate.Notice.Status;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateTest {
    private static Rate sensor(Map<String, ?> more) {
        var values = new HashMap<String, Object>(Map.of("types", "login", "more-than", 3, "within", "10s"));
        values.putAll(more);
        var settings = new Settings("vigil.sensors.r", values);
        var sensor = (Rate) new RateKind().create("r", settings);
        assertThat(settings.problems()).isEmpty();
        return sensor;
    }

    private SensorTestKit<Rate.State> kit = SensorTestKit.of(sensor(Map.of()));

    /** Sends at these seconds, no earlier than now. */
    private void at(int... seconds) {
        for (int second : seconds) {
            pass(second);
            kit.send("login", "ann", "{\"at\":" + second + "}");
        }
    }

    private void pass(int second) {
        kit.advance(Duration.between(kit.now(), SensorTestKit.START.plusSeconds(second)));
    }

    private List<String> fired() {
        return kit.firings().stream()
                .map(f -> f.trigger() + " "
                        + Duration.between(SensorTestKit.START, f.at()).toSeconds())
                .toList();
    }

    @Test
    void theEventThatCrossesTheLimitFiresOnce() {
        at(0, 1, 2);
        assertThat(kit.firings()).isEmpty();
        at(3, 4, 5);
        assertThat(fired()).containsExactly("alarm 3");
        var notice = kit.firings().getFirst().payload(Notice.class);
        assertThat(notice.status()).isEqualTo(Status.ABOVE);
        assertThat(notice.count()).isEqualTo(4);
        assertThat(notice.since()).contains(SensorTestKit.START);
        assertThat(notice.event().orElseThrow().data()).isEqualTo(Map.of("at", 3));
        assertThat(kit.firings().getFirst().payload()).contains("\"within\":\"PT10S\"", "\"type\":\"login\"");
    }

    @Test
    void anEventLeavesTheWindowWhenItsTimeHasPassed() {
        at(0, 1, 2, 10);
        assertThat(kit.firings()).isEmpty();
        kit.advance(Duration.ofMillis(999));
        kit.send("login", "ann", "{}");
        assertThat(fired()).containsExactly("alarm 10");
    }

    @Test
    void itIsArmedAgainWhenNoMoreThanTheLimitAreLeft() {
        at(0, 0, 0, 9, 9, 9);
        assertThat(fired()).containsExactly("alarm 9");
        at(11);
        assertThat(fired()).containsExactly("alarm 9", "alarm 11");
    }

    @Test
    void itCanBeArmedAgainMuchLowerAndTellOfIt() {
        kit = SensorTestKit.of(sensor(Map.of("rearm-at", 1, "recovered", "calm")));
        at(0, 1, 2, 3, 11, 12);
        assertThat(fired()).containsExactly("alarm 3");
        pass(20);
        assertThat(fired()).containsExactly("alarm 3");
        pass(21);
        assertThat(fired()).containsExactly("alarm 3", "calm 21");
        var notice = kit.firings().getLast().payload(Notice.class);
        assertThat(notice.status()).isEqualTo(Status.CALM);
        assertThat(notice.count()).isEqualTo(1);
        assertThat(notice.event()).isEmpty();
    }

    @Test
    void noMoreTimesAreKeptThanDecide() {
        for (int i = 0; i < 100; i++) {
            kit.send("login", "ann", "{}");
        }
        assertThat(kit.state("ann").orElseThrow().atMillis()).hasSize(4);
        assertThat(kit.firings()).extracting(Fired::trigger).containsExactly("alarm");
    }

    @Test
    void anEmptyWindowIsForgotten() {
        at(0, 5);
        pass(14);
        assertThat(kit.keys()).containsExactly("ann");
        pass(15);
        assertThat(kit.keys()).isEmpty();
    }
}
