package dev.vigil.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class KindsTest {
    private static SensorKind kind(String name) {
        return ServiceLoader.load(SensorKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(kind -> kind.kind().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyKindIsFoundByItsName() {
        assertThat(ServiceLoader.load(SensorKind.class))
                .extracting(SensorKind::kind)
                .containsExactlyInAnyOrder("readings", "build-breaks");
    }

    @Test
    void everyKindTakesNoSettingsAndKnowsAllItsSettings() {
        for (var name : List.of("readings", "build-breaks")) {
            var none = new Settings("vigil.sensors." + name, Map.of());
            kind(name).create(name, none);
            assertThat(none.problems()).isEmpty();
            var unknown = new Settings("vigil.sensors." + name, Map.of("alarm", "pager", "alert", "pager"));
            kind(name).create(name, unknown);
            assertThat(unknown.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.path()).isEqualTo("vigil.sensors." + name + ".alert"));
        }
    }

    @Test
    void theTriggersNameIsASetting() {
        var settings = new Settings("vigil.sensors.hot", Map.of("alarm", "pager"));
        var sensor = (Readings) kind("readings").create("hot", settings);
        assertThat(sensor.triggers()).containsExactly("pager");
        var kit = SensorTestKit.of("hot", sensor).send("reading", "pump-1", "{\"value\": 100}");
        assertThat(kit.firings()).extracting(Fired::trigger).containsExactly("pager");
    }
}
