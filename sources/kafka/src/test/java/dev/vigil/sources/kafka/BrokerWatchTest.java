package dev.vigil.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
    private static final MetricName CONNECTIONS = new MetricName("connection-count", "consumer-metrics", "", Map.of());

    private final TestBus bus = new TestBus();
    private final Connections connections = new Connections();
    private final BrokerWatch watch = new BrokerWatch(connections, Records.settings(Map.of()), bus);

    /** A consumer with so many connections. */
    private static final class Connections extends MockConsumer<byte[], byte[]> {
        private double count = 1;

        Connections() {
            super("earliest");
        }

        @Override
        public synchronized Map<MetricName, ? extends Metric> metrics() {
            return Map.of(CONNECTIONS, new Metric() {
                @Override
                public MetricName metricName() {
                    return CONNECTIONS;
                }

                @Override
                public Object metricValue() {
                    return count;
                }
            });
        }
    }

    @Test
    void aBrokerThatIsAwayForFiveSecondsIsATroubleUntilOneIsBack() {
        pass(Duration.ofSeconds(10));
        assertThat(bus.troubles()).isEmpty();
        connections.count = 0;
        pass(Duration.ofSeconds(1));
        var since = bus.clock().instant();
        pass(Duration.ofSeconds(4));
        assertThat(bus.troubles()).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(bus.troubles()).singleElement().asString().endsWith("answers since " + since);
        connections.count = 1;
        pass(Duration.ofSeconds(10));
        assertThat(bus.troubles()).hasSize(2).last().isEqualTo("");
    }

    @Test
    void aConnectionThatIsMissingForAMomentIsNone() {
        for (int i = 0; i < 10; i++) {
            connections.count = i % 2;
            pass(Duration.ofSeconds(3));
        }
        assertThat(bus.troubles()).isEmpty();
    }

    private void pass(Duration time) {
        for (int i = 0; i < time.toSeconds(); i++) {
            bus.pass(Duration.ofSeconds(1));
            watch.look(bus.clock().instant());
        }
    }
}
