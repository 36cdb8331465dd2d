package dev.vigil.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final Alarms alarms = new Alarms();

    @Test
    void anAlarmThatComesOutAgainIsOneAlarm() {
        alarms.due(100_000_001, System.nanoTime());
        alarms.due(100_000_002, System.nanoTime());
        out(100_000_001);
        out(100_000_001);
        assertThat(alarms.fired()).isEqualTo(1);
        out(100_000_002);
        assertThat(alarms.fired()).isEqualTo(2);
        assertThat(alarms.takeReleased().getTotalCount()).isEqualTo(2);
    }

    private void out(long value) {
        alarms.out(ByteBuffer.wrap(("{\"value\":" + value + "}").getBytes(StandardCharsets.US_ASCII)));
    }
}
