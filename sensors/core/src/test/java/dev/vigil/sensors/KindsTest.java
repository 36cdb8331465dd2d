package dev.vigil.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Sensor;
import dev.vigil.api.SensorKind;
import dev.vigil.api.Settings;
import dev.vigil.api.Settings.Problem;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.SensorTestKit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KindsTest {
    /** The least that each kind must be told. */
    private static final Map<String, Map<String, Object>> LEAST = new TreeMap<>(Map.of(
            "readings", Map.of(),
            "build-breaks", Map.of(),
            "stale-reviews", Map.of(),
            "rejected-input", Map.of(),
            "silence", Map.of("types", "*", "after", "5m"),
            "rate", Map.of("types", "*", "more-than", 5, "within", "1m"),
            "debounce", Map.of("types", "*", "quiet", "30s"),
            "sequence",
                    Map.of(
                            "first",
                            Map.of("types", "a"),
                            "then",
                            Map.of("types", "b"),
                            "within",
                            "1h",
                            "missed",
                            "alarm")));

    private static SensorKind kind(String name) {
        return ServiceLoader.load(SensorKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(kind -> kind.kind().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whatever is wrong with its settings, a sensor can be asked what the node asks. */
    private static List<String> problems(String kind, Map<String, ?> values) {
        var settings = new Settings("vigil.sensors.x", values);
        Sensor<?> sensor = kind(kind).create("x", settings);
        assertThat(sensor.subscription().types()).isNotEmpty();
        assertThat(sensor.stateType().isRecord()).isTrue();
        assertThat(sensor.triggers()).isNotNull();
        return settings.problems().stream().map(Problem::toString).toList();
    }

    private static Map<String, Object> with(String kind, Map<String, ?> more) {
        var values = new HashMap<>(LEAST.getOrDefault(kind, Map.of()));
        values.putAll(more);
        return values;
    }

    @Test
    void everyKindIsFoundByItsName() {
        assertThat(ServiceLoader.load(SensorKind.class))
                .extracting(SensorKind::kind)
                .containsExactlyInAnyOrderElementsOf(LEAST.keySet());
    }

    @Test
    void everyKindKnowsAllItsSettings() {
        for (var kind : LEAST.keySet()) {
            assertThat(problems(kind, with(kind, Map.of()))).as(kind).isEmpty();
            assertThat(problems(kind, with(kind, Map.of("alert", "pager"))))
                    .as(kind)
                    .singleElement()
                    .asString()
                    .startsWith("vigil.sensors.x.alert: unknown key; expected one of ");
        }
    }

    @Test
    void everyKindSaysWhatItMustBeTold() {
        var types = ".types: nothing; expected at least one type of event, such as \"order.created\" or \"order.*\"";
        var span = ": nothing; expected a time span from 1ms to 3650d, such as \"10m\"";
        var x = "vigil.sensors.x";
        assertThat(problems("silence", Map.of())).containsExactlyInAnyOrder(x + ".after" + span, x + types);
        assertThat(problems("rate", Map.of()))
                .containsExactlyInAnyOrder(
                        x + ".more-than: nothing; expected a whole number from 1 to 10000",
                        x + ".within" + span,
                        x + types);
        assertThat(problems("debounce", Map.of())).containsExactlyInAnyOrder(x + ".quiet" + span, x + types);
        assertThat(problems("sequence", Map.of()))
                .containsExactlyInAnyOrder(
                        x + ".completed: nothing; expected the name of a trigger, under completed, missed or both",
                        x + ".within" + span,
                        x + ".first" + types,
                        x + ".then" + types);
    }

    @Test
    void aTimeSpanIsOneThatATimerCanWaitFor() {
        for (var key : Map.of("silence", "after", "rate", "within", "debounce", "quiet", "stale-reviews", "after")
                .entrySet()) {
            for (var wrong : List.of("0s", "500us", "99999d")) {
                assertThat(problems(key.getKey(), with(key.getKey(), Map.of(key.getValue(), wrong))))
                        .containsExactly("vigil.sensors.x." + key.getValue() + ": \"" + wrong
                                + "\"; expected a time span from 1ms to 3650d, such as \"10m\"");
            }
            assertThat(problems(key.getKey(), with(key.getKey(), Map.of(key.getValue(), "soon"))))
                    .containsExactly(
                            "vigil.sensors.x." + key.getValue() + ": \"soon\"; expected a time span such as \"10s\"");
        }
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThat(problems("silence", with("silence", Map.of("forget-after", "5m"))))
                .containsExactly("vigil.sensors.x.forget-after: \"5m\"; expected a time span longer than after, which"
                        + " is PT5M");
        assertThat(problems("debounce", with("debounce", Map.of("at-most", "29s"))))
                .containsExactly("vigil.sensors.x.at-most: \"29s\"; expected a time span no shorter than quiet, which"
                        + " is PT30S");
        assertThat(problems("rate", with("rate", Map.of("rearm-at", 6))))
                .containsExactly("vigil.sensors.x.rearm-at: 6; expected a whole number from 0 to 5");
        assertThat(problems("rate", with("rate", Map.of("more-than", 0))))
                .containsExactly("vigil.sensors.x.more-than: 0; expected a whole number from 1 to 10000");
        assertThat(problems("debounce", with("debounce", Map.of("payload", "all"))))
                .containsExactly("vigil.sensors.x.payload: \"all\"; expected one of data, event");
        assertThat(problems("sequence", with("sequence", Map.of("first", "order.placed"))))
                .contains("vigil.sensors.x.first: \"order.placed\"; expected a section {...}");
    }

    @Test
    void everyTriggerThatMayBeFiredIsNamed() {
        assertThat(triggers("silence", Map.of("alarm", "a", "recovered", "b"))).containsExactlyInAnyOrder("a", "b");
        assertThat(triggers("silence", Map.of("alarm", "a", "recovered", "a"))).containsExactly("a");
        assertThat(triggers("rate", Map.of())).containsExactly("alarm");
        assertThat(triggers("rate", Map.of("recovered", "b"))).containsExactlyInAnyOrder("alarm", "b");
        assertThat(triggers("sequence", Map.of("missed", "m"))).containsExactly("m");
        assertThat(triggers("sequence", Map.of("missed", "m", "completed", "m")))
                .containsExactly("m");
        assertThat(triggers("debounce", Map.of())).containsExactly("alarm");
        assertThat(triggers("stale-reviews", Map.of("alarm", "chat"))).containsExactly("chat");
    }

    private static Set<String> triggers(String kind, Map<String, ?> more) {
        return kind(kind)
                .create("x", new Settings("vigil.sensors.x", with(kind, more)))
                .triggers();
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
