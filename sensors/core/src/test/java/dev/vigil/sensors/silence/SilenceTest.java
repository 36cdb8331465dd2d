package dev.vigil.sensors.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import dev.vigil.sensors.LateTimers;
import dev.vigil.sensors.silence.Notice.Status;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Map<String, Object> SETTINGS = Map.of("types", "beat", "after", "5m");

    private final SensorTestKit<Silence.State> kit = SensorTestKit.of(sensor(SETTINGS));

    private static Silence sensor(Map<String, ?> values) {
        var settings = new Settings("vigil.sensors.s", values);
        var sensor = (Silence) new SilenceKind().create("s", settings);
        assertThat(settings.problems()).isEmpty();
        return sensor;
    }

    private void beat(String key) {
        kit.send("beat", key, "{}");
    }

    private void pass(long seconds) {
        kit.advance(Duration.ofSeconds(seconds));
    }

    private List<String> fired() {
        return kit.firings().stream()
                .map(f -> f.trigger() + " " + f.payload(Notice.class).silence())
                .toList();
    }

    @Test
    void aKeyThatSendsNothingForSoLongIsTold() {
        beat("d-1");
        pass(299);
        assertThat(kit.firings()).isEmpty();
        pass(1);
        assertThat(kit.firings()).extracting(Fired::trigger).containsExactly("alarm");
        assertThat(kit.firings().getFirst().payload(Notice.class))
                .isEqualTo(new Notice(
                        "d-1",
                        Status.SILENT,
                        SensorTestKit.START,
                        SensorTestKit.START.plusSeconds(300),
                        Duration.ofMinutes(5)));
        assertThat(kit.firings().getFirst().payload()).contains("\"status\":\"SILENT\"", "\"silence\":\"PT5M\"");
        pass(100_000);
        assertThat(kit.firings()).hasSize(1);
    }

    @Test
    void whatComesBackSaysHowLongItWasAway() {
        beat("d-1");
        pass(1000);
        beat("d-1");
        beat("d-1");
        assertThat(fired()).containsExactly("alarm PT5M", "recovered PT16M40S");
        pass(300);
        assertThat(fired()).containsExactly("alarm PT5M", "recovered PT16M40S", "alarm PT5M");
    }

    @Test
    void everyEventBeginsTheTimeAnew() {
        for (int i = 0; i < 10; i++) {
            beat("d-1");
            pass(299);
        }
        assertThat(kit.firings()).isEmpty();
        pass(1);
        assertThat(fired()).containsExactly("alarm PT5M");
    }

    @Test
    void keysAreApart() {
        beat("d-1");
        pass(200);
        beat("d-2");
        pass(100);
        assertThat(kit.firings()).extracting(Fired::key).containsExactly("d-1");
    }

    @Test
    void aKeyThatWasForgottenIsNotBack() {
        var forgetting = SensorTestKit.of(sensor(Map.of("types", "beat", "after", "5m", "forget-after", "1h")));
        forgetting.send("beat", "d-1", "{}").advance(Duration.ofHours(1).minusMillis(1));
        assertThat(forgetting.keys()).containsExactly("d-1");
        forgetting.advance(Duration.ofMillis(1));
        assertThat(forgetting.keys()).isEmpty();
        forgetting.send("beat", "d-1", "{}");
        assertThat(forgetting.firings()).extracting(Fired::trigger).containsExactly("alarm");
    }

    @Test
    void aTimerThatIsLateTellsHowLongItReallyWas() {
        var late = new LateTimers<>(sensor(SETTINGS));
        var event = Event.of("/t", "1", "beat").subject(LateTimers.KEY).build();
        late.send(event).pass(Duration.ofMinutes(7)).runTimers();
        late.send(event).pass(Duration.ofMinutes(9)).send(event);
        assertThat(late.fired(Notice.class))
                .extracting(notice -> notice.status() + " " + notice.silence())
                .containsExactly("SILENT PT7M", "BACK PT7M", "SILENT PT9M", "BACK PT9M");
    }
}
