package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EngineMeters meters =
            new EngineMeters(registry, Set.of("readings"), Set.of("alarm"), InstantSource.system());

    @Test
    void whatAnAlertLooksAtIsThereBeforeItHappens() {
        assertThat(registry.get("vigil.dead.letters").tag("sensor", "readings").counters())
                .hasSize(4)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
        assertThat(registry.get("vigil.lag.seconds")
                        .tag("sensor", "readings")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void theLagInTimeIsThatOfTheSlotThatIsFurthestBehindAndTimersAreAddedUp() {
        meters.levels().put(0, List.of(new SensorLevels.Level("readings", 1_500, 3)));
        meters.levels().put(1, List.of(new SensorLevels.Level("readings", 500, 4)));
        assertThat(gauge("vigil.lag.seconds")).isEqualTo(1.5);
        assertThat(gauge("vigil.timers.waiting")).isEqualTo(7);
        meters.levels().remove(0);
        assertThat(gauge("vigil.lag.seconds")).isEqualTo(0.5);
        assertThat(gauge("vigil.timers.waiting")).isEqualTo(4);
    }

    @Test
    void triggersThatThereAreNotAreCountedTogether() {
        var sensor = new SensorMeters(registry, "odd", Set.of("alarm"));
        sensor.fired("alarm", 1_000_000);
        sensor.firedAgain("alarm");
        for (int i = 0; i < 100; i++) {
            sensor.fired("made-up-" + i, 2_000_000);
        }
        assertThat(registry.get("vigil.sensor.firings").functionCounters())
                .extracting(counter -> counter.getId().getTag("trigger") + " " + (long) counter.count())
                .containsExactlyInAnyOrder("alarm 2", "missing 100");
        assertThat(registry.get("vigil.publish.to.fired").timers())
                .extracting(timer -> timer.getId().getTag("trigger") + " " + timer.count())
                .containsExactlyInAnyOrder("alarm 1", "missing 100");
    }

    @Test
    void aSlotsRecordsAndTheTimeTheyTookAreAddedUp() {
        var slot = new SlotMeters(registry, 7);
        slot.committed(3, 1_000, 2_000_000);
        slot.committed(1, 500, 1_000_000);
        assertThat(ofSlot("vigil.events.accepted")).isEqualTo(4);
        assertThat(ofSlot("vigil.slot.records")).isEqualTo(2);
        assertThat(ofSlot("vigil.slot.records.size")).isEqualTo(1_500);
        assertThat(ofSlot("vigil.slot.records.write")).isEqualTo(0.003);
    }

    @Test
    void arrivalsAreKnownOfTheLastRecords() {
        var arrivals = new Arrivals();
        assertThat(arrivals.timeOf(0)).isEmpty();
        for (int i = 0; i < 2_000; i++) {
            arrivals.add(i * 10L, i);
        }
        assertThat(arrivals.timeOf(19_999)).hasValue(1_999);
        assertThat(arrivals.timeOf(19_985)).hasValue(1_998);
        assertThat(arrivals.timeOf(9_760)).hasValue(976);
        assertThat(arrivals.timeOf(9_759)).isEmpty();
    }

    private double ofSlot(String name) {
        return registry.get(name).tag("slot", "7").functionCounter().count();
    }

    private double gauge(String name) {
        return registry.get(name).tag("sensor", "readings").gauge().value();
    }
}
