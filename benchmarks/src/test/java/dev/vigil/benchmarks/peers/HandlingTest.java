package dev.vigil.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.sensors.readings.Readings;
import dev.vigil.testkit.SensorTestKit;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlingTest {
    private static final int EVENTS = 2_000;

    @Test
    void peersDoWhatTheSensorDoes() {
        var workload = new Workload(10, 3);
        var sensor = SensorTestKit.of(new Readings("alarm"));
        Map<String, Readings.State> states = new HashMap<>();
        int alarms = 0;
        for (int n = 0; n < EVENTS; n++) {
            var event = workload.event("t", n);
            var key = event.subject().orElseThrow();
            sensor.send(event);
            long value = Handling.value(event.data());
            states.put(key, Handling.next(states.getOrDefault(key, Handling.NOTHING), value));
            alarms += Handling.isAlarm(value) ? 1 : 0;
        }
        assertThat(alarms).isEqualTo(EVENTS / 100).isEqualTo(sensor.firings().size());
        states.forEach((key, state) -> assertThat(sensor.state(key)).contains(state));
    }

    @Test
    void statesAreReadAsTheyWereWritten() {
        var state = new Readings.State(3, -4, 5, 6);
        assertThat(Handling.state(Handling.bytes(state))).isEqualTo(state);
    }

    @Test
    void takingBytesOutOfDataLeavesItAsItWas() {
        var data = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
        assertThat(Handling.bytes(data)).containsExactly(2, 3);
        assertThat(data.position()).isEqualTo(1);
    }

    @Test
    void whatAnActorKeepsIsReadAsItWasWritten() throws Exception {
        var format = new TakenSerializer();
        var taken = new Device.Taken("id-1", 99, new byte[] {4, 5});
        var read = (Device.Taken) format.fromBinary(format.toBinary(taken), format.manifest(taken));
        assertThat(read.id()).isEqualTo("id-1");
        assertThat(read.value()).isEqualTo(99);
        assertThat(read.data()).containsExactly(4, 5);
    }
}
