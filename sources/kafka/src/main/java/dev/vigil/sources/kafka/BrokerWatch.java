package dev.vigil.sources.kafka;

import dev.vigil.api.SourceContext;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when no broker is connected any more, and when one is again: once in the log, and to whoever asks how the source is. The client
 * itself waits without a word to its user. Not thread-safe.
 */
final class BrokerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration AWAY_AFTER = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final KafkaSettings settings;
    private final SourceContext context;
    private Instant nextLook = Instant.MIN;
    private @Nullable Instant since;
    private boolean isAway;

    BrokerWatch(Consumer<?, ?> consumer, KafkaSettings settings, SourceContext context) {
        this.consumer = consumer;
        this.settings = settings;
        this.context = context;
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
                context.untroubled();
            }
            since = null;
            isAway = false;
        } else if (since == null) {
            since = now;
        } else if (!isAway && !now.isBefore(since.plus(AWAY_AFTER))) {
            isAway = true;
            context.troubled("no broker of " + settings.servers() + " answers since " + since);
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
