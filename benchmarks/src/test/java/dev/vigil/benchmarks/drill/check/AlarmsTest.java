package dev.vigil.benchmarks.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.load.Reading;
import dev.vigil.benchmarks.drill.load.Sink.Alarm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private static final Alarm A = new Alarm("a", 1_001);
    private static final Alarm B = new Alarm("b", 1_002);

    private final Findings findings = new Findings();

    @Test
    void everyReadingAboveTheLimitIsAnAlarm() {
        var log = List.of(new Reading("1", "a", 98), new Reading("2", "a", 1_001), new Reading("3", "b", 1_002));

        assertThat(Alarms.of(List.of(log))).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void anAlarmThatDidNotComeOrThatNothingRaisedIsTold() {
        Alarms.check(Set.of(A), Map.of(B, Set.of("k")), findings);

        assertThat(findings.count(Kind.FIRING_LOST)).isEqualTo(2);
    }

    @Test
    void anAlarmUnderTwoKeysOrTwoUnderOneAreTold() {
        Alarms.check(Set.of(A, B), Map.of(A, Set.of("k", "l"), B, Set.of("k")), findings);

        assertThat(findings.count(Kind.FIRING_KEY)).isEqualTo(2);
    }
}
