package dev.vigil.sensors.debounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebounceTest {
    private static SensorTestKit<Debounce.State> kit(Map<String, ?> more) {
        var values = new HashMap<String, Object>(Map.of("types", "edited", "quiet", "30s"));
        values.putAll(more);
        var settings = new Settings("vigil.sensors.d", values);
        var sensor = (Debounce) new DebounceKind().create("d", settings);
        assertThat(settings.problems()).isEmpty();
        return SensorTestKit.of(sensor);
    }

    @Test
    void theLastOfABurstIsFiredAsItCame() {
        var kit = kit(Map.of("alarm", "index"));
        for (int i = 1; i <= 5; i++) {
            kit.send("edited", "page", "{\"version\":" + i + ",\"price\":1.10}").advance(Duration.ofSeconds(29));
        }
        assertThat(kit.firings()).isEmpty();
        kit.advance(Duration.ofSeconds(1));
        assertThat(kit.firings()).singleElement().satisfies(fired -> {
            assertThat(fired.trigger()).isEqualTo("index");
            assertThat(fired.key()).isEqualTo("page");
            assertThat(fired.payload()).isEqualTo("{\"version\":5,\"price\":1.10}");
        });
        assertThat(kit.keys()).isEmpty();
        kit.send("edited", "page", "{\"version\":6}").advance(Duration.ofSeconds(30));
        assertThat(kit.firings()).extracting(Fired::payload).last().isEqualTo("{\"version\":6}");
    }

    @Test
    void aBurstWithoutEndIsFiredAfterTheLongestWait() {
        var kit = kit(Map.of("at-most", "60s"));
        for (int second = 0; second < 70; second += 10) {
            kit.send("edited", "page", "" + second).advance(Duration.ofSeconds(10));
        }
        assertThat(kit.firings()).extracting(Fired::payload).containsExactly("50");
        kit.advance(Duration.ofSeconds(20));
        assertThat(kit.firings()).extracting(Fired::payload).containsExactly("50", "60");
    }

    @Test
    void theWholeEventCanBeFiredWithWhatIsKnownOfTheBurst() {
        var kit = kit(Map.of("payload", "event"));
        kit.send("edited", "page", "{\"version\":1}").advance(Duration.ofSeconds(3));
        kit.send("edited", "page", "{\"version\":2}").advance(Duration.ofSeconds(30));
        var notice = kit.firings().getFirst().payload(Notice.class);
        assertThat(notice.key()).isEqualTo("page");
        assertThat(notice.count()).isEqualTo(2);
        assertThat(notice.first()).isEqualTo(SensorTestKit.START);
        assertThat(notice.last()).isEqualTo(SensorTestKit.START.plusSeconds(3));
        assertThat(notice.at()).isEqualTo(SensorTestKit.START.plusSeconds(33));
        assertThat(notice.event().id()).isEqualTo("event-2");
        assertThat(notice.event().data()).isEqualTo(Map.of("version", 2));
    }

    @Test
    void anEventWithoutDataFiresAnEmptyObject() {
        var kit = kit(Map.of());
        kit.send("edited", "page", "").send("edited", "other", "no JSON").advance(Duration.ofSeconds(30));
        assertThat(kit.firings()).extracting(Fired::payload).containsExactlyInAnyOrder("{}", "\"no JSON\"");
    }
}
