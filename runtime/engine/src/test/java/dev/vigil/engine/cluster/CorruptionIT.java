package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorruptionIT {
    private static final int SLOTS = 4;

    @TempDir
    Path folder;

    @Test
    void aRecordThatWasChangedOnDiskStopsItsSlotOnlyAndIsNamed() throws Exception {
        try (var embedded = EmbeddedEngine.start(
                ConfigFactory.empty(),
                settings(),
                Map.of(),
                Map.of(),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                clock())) {
            assertThat(publish(embedded.engine(), "a")).isEqualTo(new Outcome.Accepted(40, 0));
        }
        int bad = Placement.slotOf("k0", SLOTS);
        changeOneByteOf(bad, 2);

        var database = Database.open(settings().journal(), SLOTS);
        var setup = ActorSystemSetup.create(
                BootstrapSetup.create(EngineConfig.over(ConfigFactory.empty(), settings())), database.setup());
        var system = ActorSystem.create(Behaviors.empty(), "vigil", setup);
        try (var engine = PekkoEngine.start(
                system, database, settings(), Map.of(), Map.of(), new SimpleMeterRegistry(), Tracing.OFF, clock())) {
            assertThat(engine.awaitSettled(Duration.ofSeconds(30))).isTrue();
            var health = engine.health().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(health.ready()).isFalse();
            assertThat(health.slots()).hasSize(SLOTS).allSatisfy(slot -> {
                assertThat(slot.running()).isEqualTo(slot.slot() != bad);
                if (slot.slot() == bad) {
                    assertThat(slot.condition()).contains("record 2", "slot " + bad);
                }
            });
            var cluster = engine.cluster().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(cluster.notRunning()).containsExactly(bad);
            assertThat(cluster.slots().get(bad).condition()).contains("record 2", "slot " + bad);
            for (int i = 0; i < 40; i++) {
                var event = Event.of("test", "later" + i, "t").subject("k" + i).build();
                var outcome = engine.publisher()
                        .publish(List.of(event))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                boolean stopped = Placement.slotOf("k" + i, SLOTS) == bad;
                assertThat(outcome).isInstanceOf(stopped ? Outcome.Unavailable.class : Outcome.Accepted.class);
                if (stopped) {
                    break; // each takes as long as a publisher waits
                }
            }
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static Outcome publish(PekkoEngine engine, String run) throws Exception {
        var events = new ArrayList<Event>();
        for (int i = 0; i < 40; i++) {
            events.add(Event.of("test", run + i, "t").subject("k" + i).build());
        }
        return engine.publisher().publish(events).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void changeOneByteOf(int slot, long sequence) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("journal"), "sa", "")) {
            byte[] payload;
            try (var select = connection.prepareStatement("SELECT \"event_payload\" FROM \"event_journal\""
                    + " WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?")) {
                select.setString(1, "slot-" + slot);
                select.setLong(2, sequence);
                try (var rows = select.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    payload = rows.getBytes(1);
                }
            }
            payload[payload.length - 1] ^= 1;
            try (var update = connection.prepareStatement("UPDATE \"event_journal\" SET \"event_payload\" = ?"
                    + " WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?")) {
                update.setBytes(1, payload);
                update.setString(2, "slot-" + slot);
                update.setLong(3, sequence);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }
    }

    private EngineSettings settings() {
        var url = "jdbc:h2:file:" + folder.resolve("journal");
        return EngineSettings.of(new EngineSettings.Journal(url, "sa", "", 4)).withSlots(SLOTS);
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }
}
