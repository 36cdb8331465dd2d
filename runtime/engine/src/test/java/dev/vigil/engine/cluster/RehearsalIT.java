package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the slots of others, while they write. */
class RehearsalIT {
    private static final int SLOTS = 4;

    @TempDir
    Path folder;

    private final AtomicInteger read = new AtomicInteger();

    @Test
    void theOwnersOfWhatWasReadWriteOn() throws Exception {
        try (var embedded = start()) {
            publish(embedded, 0);
            rehearse(embedded, new Counting());
            assertThat(read.get()).as("records").isPositive();
            publish(embedded, 1_000);
            assertThat(embedded.engine().isServing()).isTrue();
        }
    }

    @Test
    void slotsThatCannotBeReadAreLeftAlone() throws Exception {
        try (var embedded = start()) {
            publish(embedded, 0);
            rehearse(embedded, new Refusing());
            publish(embedded, 1_000);
            assertThat(embedded.engine().isServing()).isTrue();
        }
    }

    /** Ends soon in any case. */
    private static void rehearse(EmbeddedEngine embedded, Journal.Recovery recovery) throws Exception {
        Rehearsal.start(embedded.system(), SLOTS, _ -> recovery)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private EmbeddedEngine start() throws InterruptedException {
        var journal = new EngineSettings.Journal("jdbc:h2:file:" + folder.resolve("journal"), "sa", "", 4);
        var settings = EngineSettings.of(journal).withSlots(SLOTS);
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                settings,
                Map.of(),
                Map.of(),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                InstantSource.system());
    }

    private static void publish(EmbeddedEngine embedded, int from) throws Exception {
        var events = IntStream.range(from, from + 100)
                .mapToObj(number -> Event.of("test", "e" + number, "reading")
                        .subject("d" + number)
                        .build())
                .toList();
        assertThat(embedded.engine()
                        .publisher()
                        .publish(events)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.Accepted(100, 0));
    }

    private final class Counting implements Journal.Recovery {
        @Override
        public void snapshot(byte[] state) {}

        @Override
        public void record(byte[] record) {
            read.incrementAndGet();
        }
    }

    private static final class Refusing implements Journal.Recovery {
        @Override
        public void snapshot(byte[] state) {
            throw new IllegalArgumentException("not understood");
        }

        @Override
        public void record(byte[] record) {
            throw new IllegalArgumentException("not understood");
        }
    }
}
