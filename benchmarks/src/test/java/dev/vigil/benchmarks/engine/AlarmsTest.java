package dev.vigil.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    @Test
    void anAlarmThatComesOutAgainIsOneTooMany() {
        assertThat(firedOf(new Alarms())).isEqualTo(3);
    }

    @Test
    void whereSlotsMoveItIsOneAlarm() {
        assertThat(firedOf(Alarms.ofMovingSlots())).isEqualTo(2);
    }

    /** Of two alarms, of which one comes out twice. */
    private static long firedOf(Alarms alarms) {
        alarms.due(100_000_001, System.nanoTime());
        alarms.due(100_000_002, System.nanoTime());
        out(alarms, 100_000_001);
        out(alarms, 100_000_001);
        out(alarms, 100_000_002);
        assertThat(alarms.takeReleased().getTotalCount()).isEqualTo(2);
        return alarms.fired();
    }

    private static void out(Alarms alarms, long value) {
        alarms.out(ByteBuffer.wrap(("{\"value\":" + value + "}").getBytes(StandardCharsets.US_ASCII)));
    }
}
