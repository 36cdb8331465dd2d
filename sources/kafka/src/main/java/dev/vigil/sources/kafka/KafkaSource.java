package dev.vigil.sources.kafka;

import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a consumer on a thread of its own, on every node: the group shares the partitions out. */
final class KafkaSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
    private static final Duration UNRESOLVED_PAUSE = Duration.ofSeconds(1);
    /** This and the two below it end within the two seconds that a source has for closing. */
    private static final Duration FOR_ANSWERS = Duration.ofSeconds(1);

    private static final Duration FOR_LAST_COMMIT = Duration.ofMillis(300);

    private static final Duration FOR_LEAVING = Duration.ofMillis(300);
    private static final Duration FOR_CLOSING = Duration.ofMillis(1_900);

    private final KafkaSettings settings;
    private final Function<Map<String, Object>, Consumer<byte[], byte[]>> maker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    KafkaSource(KafkaSettings settings) {
        this(settings, KafkaConsumer::new);
    }

    KafkaSource(KafkaSettings settings, Function<Map<String, Object>, Consumer<byte[], byte[]>> maker) {
        this.settings = settings;
        this.maker = maker;
    }

    @Override
    public void start(SourceContext context) {
        thread = Thread.ofPlatform()
                .daemon()
                .name("kafka-" + settings.name())
                .uncaughtExceptionHandler((_, cause) -> context.failed(cause))
                .start(() -> run(context));
    }

    private void run(SourceContext context) {
        var made = consumer(context);
        if (made.isEmpty()) {
            return;
        }
        var consumer = made.get();
        try {
            var consuming = new Consuming(consumer, settings, context, FOR_ANSWERS);
            consuming.subscribe();
            while (closing.getCount() > 0) {
                consuming.step();
            }
            consuming.finish(FOR_LAST_COMMIT);
        } finally {
            close(consumer);
        }
    }

    /** A name that does not resolve is waited for as a broker is; empty if the source is closed meanwhile. */
    private Optional<Consumer<byte[], byte[]>> consumer(SourceContext context) {
        boolean isTold = false;
        while (closing.getCount() > 0) {
            try {
                var made = maker.apply(settings.client());
                context.untroubled();
                return Optional.of(made);
            } catch (KafkaException e) {
                if (!isUnresolved(e)) {
                    throw e;
                }
                if (!isTold) {
                    LOG.warn("no broker resolves, waiting source={} servers={}", settings.name(), settings.servers());
                    context.troubled("no broker of " + settings.servers() + " resolves since "
                            + context.clock().instant());
                }
                isTold = true;
            }
            pause();
        }
        return Optional.empty();
    }

    private static boolean isUnresolved(Throwable failure) {
        var message = String.valueOf(failure.getMessage());
        return message.contains("No resolvable bootstrap")
                || (failure.getCause() != null && isUnresolved(failure.getCause()));
    }

    private void pause() {
        try {
            var _ = closing.await(UNRESOLVED_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private void close(Consumer<?, ?> consumer) {
        try {
            consumer.close(CloseOptions.timeout(FOR_LEAVING));
        } catch (KafkaException e) {
            LOG.debug("consumer did not leave its group source={}", settings.name(), e);
        }
    }

    /** Waits until what was published is committed, as long as there is time. */
    @Override
    public void close() {
        closing.countDown();
        var running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                var _ = running.join(FOR_CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
