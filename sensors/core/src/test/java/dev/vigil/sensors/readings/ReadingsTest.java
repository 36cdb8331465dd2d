package dev.vigil.sensors.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.DataException;
import dev.vigil.api.Event;
import dev.vigil.sensors.Feed;
import dev.vigil.sensors.readings.Readings.Alarm;
import dev.vigil.sensors.readings.Readings.State;
import dev.vigil.testkit.Fired;
import dev.vigil.testkit.HandlerFailedException;
import dev.vigil.testkit.SensorTestKit;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsTest {
    private final SensorTestKit<State> kit = SensorTestKit.of(new Readings("alarm"));

    private SensorTestKit<State> read(String device, long value) {
        return kit.send("reading", device, "{\"value\": " + value + "}");
    }

    @Test
    void eachDeviceHasItsOwnCountSumMaximumAndLatest() {
        read("pump-1", 20);
        read("pump-2", 5);
        read("pump-1", 30);
        read("pump-1", 7);
        assertThat(kit.state("pump-1")).contains(new State(3, 57, 30, 7));
        assertThat(kit.state("pump-2")).contains(new State(1, 5, 5, 5));
    }

    @Test
    void theMaximumOfNegativeReadingsIsNegative() {
        read("freezer", -40);
        read("freezer", -18);
        assertThat(kit.state("freezer")).contains(new State(2, -58, -18, -18));
    }

    @Test
    void onlyWhatIsAboveTheLimitFires() {
        read("pump-1", 98);
        assertThat(kit.firings()).isEmpty();
        read("pump-1", 99);
        read("pump-1", 99);
        assertThat(kit.firings()).extracting(Fired::trigger).containsExactly("alarm", "alarm");
        assertThat(kit.firings().getFirst().payload()).isEqualTo("{\"device\":\"pump-1\",\"value\":99}");
        assertThat(kit.firings().getFirst().payload(Alarm.class)).isEqualTo(new Alarm("pump-1", 99));
        assertThat(kit.state("pump-1")).contains(new State(3, 296, 99, 99));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"value\": null}",
                "{\"value\": 1.5}",
                "{\"value\": 99.0}",
                "{\"value\": \"99\"}",
                "{\"value\": true}",
                "{\"value\": [1]}",
                "{\"value\": 9223372036854775808}",
                "{\"value\": NaN}",
                "{\"value\": 1} {}",
                "{\"value\": 1"
            })
    void whatIsNotAWholeNumberIsADeadLetterAndChangesNothing(String data) {
        read("pump-1", 20);
        assertThatThrownBy(() -> kit.send("reading", "pump-1", data))
                .isInstanceOf(HandlerFailedException.class)
                .hasCauseInstanceOf(DataException.class);
        assertThat(kit.state("pump-1")).contains(new State(1, 20, 20, 20));
    }

    @Test
    void aSumThatNoLongerFitsIsADeadLetterAndNotAWrongSum() {
        read("counter", Long.MAX_VALUE);
        assertThatThrownBy(() -> read("counter", 1)).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(kit.state("counter")).contains(new State(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void otherPropertiesAreIgnored() {
        kit.send("reading", "pump-1", "{\"unit\": \"C\", \"value\": 3, \"raw\": {\"value\": 5}}");
        assertThat(kit.state("pump-1")).contains(new State(1, 3, 3, 3));
    }

    @Test
    void otherTypesAndReadingsWithoutASubjectAreNotForIt() {
        kit.send("readings", "pump-1", "{\"value\": 1}");
        kit.send(Event.of("/plant", "1", "reading").data("{\"value\": 1}").build());
        assertThat(kit.keys()).isEmpty();
    }

    @Test
    void theDemosDevicesFireSevenTimes() throws IOException {
        kit.send(Feed.structured(Feed.DEMO_READINGS).toArray(Event[]::new));
        assertThat(kit.keys()).hasSize(12);
        assertThat(kit.firings().stream().map(fired -> fired.payload(Alarm.class)))
                .containsExactly(
                        new Alarm("boiler-room", 99),
                        new Alarm("lamp-motor", 112),
                        new Alarm("crane-2-brake", 99),
                        new Alarm("crane-2-brake", 103),
                        new Alarm("crane-2-brake", 101),
                        new Alarm("boiler-room", 107),
                        new Alarm("pump-3", 100));
        assertThat(kit.state("boiler-room")).contains(new State(50, 4415, 107, 86));
        assertThat(kit.state("cold-store-2")).contains(new State(50, -1061, -14, -27));
    }
}
