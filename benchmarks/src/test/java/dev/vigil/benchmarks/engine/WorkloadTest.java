package dev.vigil.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Event;
import dev.vigil.sensors.readings.Readings;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
    private static String text(Event event) {
        return StandardCharsets.US_ASCII.decode(event.data()).toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 200, 201, 1_000, 100_000})
    void everyEventIsAReadingOfAsManyBytesAsWereAskedFor(int bytes) {
        var workload = new Workload(10, bytes, 1);
        for (long n = 0; n < 300; n++) {
            var event = workload.event("t", n);
            assertThat(event.data().remaining()).isEqualTo(bytes);
            long value = event.data(Readings.Reading.class).value();
            assertThat(value > Readings.LIMIT).isEqualTo(Workload.isAlarm(n));
        }
    }

    @Test
    void theUsualWorkloadIsWhatItAlwaysWas() {
        // Figures of releases are of these bytes.
        assertThat(text(new Workload(10_000, 1).event("t", 1)))
                .startsWith(
                        "{\"value\":88,\"unit\":\"celsius\",\"site\":\"plant-37\",\"line\":\"line-03\",\"firmware\":\"2.0.14\"")
                .endsWith("\"trace\":\"efe49da97cb1c23b65ad3780e9f97898\",\"note\":\"" + "n".repeat(37) + "\"}");
    }

    @Test
    void largeEventsDoNotCompressByBeingAlike() {
        var workload = new Workload(10, 1_000, 1);
        var notes = new HashSet<String>();
        LongStream.rangeClosed(1, 50)
                .forEach(n -> notes.add(text(workload.event("t", n)).substring(800)));
        assertThat(notes).hasSize(50);
    }

    @Test
    void aKeyCanBeChosen() {
        var workload = new Workload(10, 1);
        assertThat(workload.event("t", 5, 7).subject())
                .contains(workload.key(7))
                .contains("device-000007");
    }

    @Test
    void eventsWithoutRoomForAReadingAreRefused() {
        assertThatThrownBy(() -> new Workload(10, 79, 1)).hasMessageContaining("expected 80 at least");
    }
}
