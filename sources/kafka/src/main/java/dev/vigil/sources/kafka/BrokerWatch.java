package dev.vigil.sources.kafka;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when no broker is connected any more, and when one is again: the client itself waits without a word to its user. Not
 * thread-safe.
 */
final class BrokerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration AWAY_AFTER = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final KafkaSettings settings;
    private Instant nextLook = Instant.MIN;
    private @Nullable Instant since;
    private boolean isAway;

    BrokerWatch(Consumer<?, ?> consumer, KafkaSettings settings) {
        this.consumer = consumer;
        this.settings = settings;
    }

    /** Looks, now and then. */
    void look(Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(EVERY);
        if (isConnected()) {
            if (isAway) {
                LOG.info("broker is back source={}", settings.name());
            }
            since = null;
            isAway = false;
        } else if (since == null) {
            since = now;
        } else if (!isAway && !now.isBefore(since.plus(AWAY_AFTER))) {
            isAway = true;
            LOG.warn("no broker answers, waiting for one source={} servers={}", settings.name(), settings.servers());
        }
    }

    private boolean isConnected() {
        for (var metric : consumer.metrics().entrySet()) {
            if (metric.getKey().name().equals("connection-count")
                    && metric.getKey().group().equals("consumer-metrics")) {
                return isSome(metric.getValue());
            }
        }
        return true; // it is not told
    }

    private static boolean isSome(Metric connections) {
        return !(connections.metricValue() instanceof Number number) || number.doubleValue() > 0;
    }
}
