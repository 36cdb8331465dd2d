package dev.vigil.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.SensorTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizedReadingsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 32, 64_000})
    void aStateIsAsLargeAsItIsAskedFor(int bytes) {
        var sensor = SizedReadings.withMemory(bytes);
        var kit = SensorTestKit.of(sensor);
        kit.send("reading", "device", new Readings.Reading(7));
        var first = kit.state("device").orElseThrow();
        assertThat(new StateCodec<>(sensor).encode(first).length).isBetween(bytes, bytes + 100);
        kit.send("reading", "device", new Readings.Reading(7));
        var second = kit.state("device").orElseThrow();
        assertThat(second.count()).isEqualTo(2);
        assertThat(second.memory().equals(first.memory())).isEqualTo(bytes == 0);
    }

    @Test
    void alarmsComeOfReadingsAndNotOfThoseBesideThem() {
        var readings = SensorTestKit.of(SizedReadings.withMemory(1));
        readings.send("reading", "device", new Readings.Reading(98));
        readings.send("reading", "device", new Readings.Reading(99));
        assertThat(readings.firings()).hasSize(1);
        var beside = SensorTestKit.of(SizedReadings.beside("other"));
        beside.send("other", "device", new Readings.Reading(99));
        assertThat(beside.firings()).isEmpty();
        assertThat(beside.state("device")).isPresent();
    }
}
