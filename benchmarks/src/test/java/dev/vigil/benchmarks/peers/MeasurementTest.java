package dev.vigil.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.benchmarks.engine.Alarms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final PeerTask TASK = new PeerTask("any", 0, 10, 1, 1, 1, 1, List.of(), List.of(500));

    private final Alarms alarms = new Alarms();

    /** Does the work, but for what a test makes of it. */
    private class Careless implements Peer {
        private final Peer careful = new LoadAlone(alarms);

        @Override
        public CompletionStage<Outcome> publish(List<Event> events) {
            return careful.publish(events);
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public long serverPid() {
            return 0;
        }

        @Override
        public void flush() {}

        @Override
        public long counted() {
            return careful.counted();
        }

        @Override
        public void close() {}
    }

    private Measurement of(Peer peer) {
        return new Measurement(TASK, peer, alarms, said -> {});
    }

    @Test
    void whatIsMeasuredIsOfTheMeasurementNotOfTheWarmUp() throws InterruptedException {
        var run = of(new Careless()).run();
        assertThat(run.warmUpPerSecond()).isPositive();
        assertThat(run.throughput().seconds()).isBetween(0.9, 3.0);
        assertThat(run.throughput().acknowledged().count())
                .isEqualTo(run.throughput().events());
        assertThat(run.throughput().alarmOut().count())
                .isEqualTo(run.throughput().events() / 100);
        // Alarms are few at that rate: it is measured as much longer as is let.
        assertThat(run.atRates()).singleElement().satisfies(at -> {
            assertThat(at.acknowledged().count()).isBetween(1_400L, 1_600L);
            assertThat(at.alarmOut().count()).isBetween(14L, 16L);
        });
    }

    @Test
    void aPeerThatCountsAnEventTwiceIsNotMeasured() {
        var doubling = new Careless() {
            @Override
            public long counted() {
                return super.counted() + 1;
            }
        };
        assertThatThrownBy(() -> of(doubling).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("states count");
    }

    @Test
    void aPeerThatRefusesEventsIsNotMeasured() {
        var refusing = new Careless() {
            private boolean hasRefused;

            @Override
            public CompletionStage<Outcome> publish(List<Event> events) {
                if (!hasRefused) {
                    hasRefused = true;
                    return CompletableFuture.completedFuture(new Outcome.Rejected("full", Duration.ZERO));
                }
                return super.publish(events);
            }
        };
        assertThatThrownBy(() -> of(refusing).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("500 events were refused");
    }

    @Test
    void aPeerThatLetsAnAlarmOutTwiceIsNotMeasured() {
        var doubling = new Careless() {
            @Override
            public CompletionStage<Outcome> publish(List<Event> events) {
                super.publish(List.of(events.getFirst()));
                return super.publish(events);
            }
        };
        assertThatThrownBy(() -> of(doubling).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("alarms came out");
    }
}
