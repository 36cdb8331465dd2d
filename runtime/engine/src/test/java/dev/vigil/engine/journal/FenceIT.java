package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One slot's trouble is its own: the other slots of a node write on, as if nothing were. */
class FenceIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final int OTHERS = 8;

    private final EngineSettings.Journal settings =
            new EngineSettings.Journal(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password(), 4);

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @Test
    void aConflictFailsTheOlderOwnerAndNoOtherSlot() throws Exception {
        try (var older = TestNode.open(settings);
                var newer = TestNode.open(settings)) {
            var others = load(older);
            for (int round = 1; round <= 20; round++) {
                var zombie = older.recovered(31);
                zombie.append("of the older");
                zombie.await(Journal.Appended.class);
                var owner = newer.recovered(31);
                owner.appended("opened");
                zombie.append("too late");

                assertThat(zombie.await(Journal.Failed.class).corrupt()).isFalse();
                assertThat(owner.appended("of the newer")).isEqualTo(round * 3L);
                owner.stop();
                for (var other : others) {
                    other.awaitMore(5);
                }
            }
            assertThat(newer.recovered(31).recovered()).hasSize(60).doesNotContain("too late");
            assertThat(others).allSatisfy(other -> assertThat(other.failures()).isEmpty());
        }
    }

    @Test
    void aWriteThatWaitsForALockHoldsUpNoOtherSlot() throws Exception {
        try (var node = TestNode.open(settings);
                var blocker = DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
            var others = load(node);
            var stuck = node.recovered(31);
            stuck.appended("r1");
            blocker.setAutoCommit(false);
            insertSecondRecord(blocker);
            stuck.append("r2");
            for (var other : others) {
                other.awaitMore(200);
            }
            var failed = stuck.await(Journal.Failed.class);
            blocker.rollback();

            assertThat(failed.corrupt()).isFalse();
            assertThat(others).allSatisfy(other -> {
                assertThat(other.failures()).isEmpty();
                assertThat(other.longest()).isLessThan(Duration.ofSeconds(2));
            });
            assertThat(node.recovered(31).recovered()).containsExactly("r1");
        }
    }

    /** Both wait for the same few connections; who writes must not always go first. */
    @Test
    void writersThatNeverPauseHoldUpNoRecovery() throws Exception {
        var one = new EngineSettings.Journal(POSTGRES.newDatabase(), settings.user(), settings.password(), 1);
        try (var node = TestNode.open(one)) {
            var others = load(node, 31);
            for (int round = 0; round < 5; round++) {
                var slot = node.recovered(31);
                slot.appended("r" + round);
                slot.stop();
            }
            assertThat(node.recovered(31).recovered()).hasSize(5);
            assertThat(others).allSatisfy(other -> {
                other.awaitMore(5);
                assertThat(other.failures()).isEmpty();
            });
        }
    }

    private static List<Appending> load(TestNode node) {
        return load(node, OTHERS);
    }

    private static List<Appending> load(TestNode node, int slots) {
        return IntStream.range(0, slots)
                .mapToObj(slot -> Appending.to(node.system(), slot, 2_000))
                .toList();
    }

    /** As an owner on another node that is about to commit. */
    private static void insertSecondRecord(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,"
                            + " adapter_manifest, event_payload, event_ser_id, event_ser_manifest) SELECT persistence_id, 2, writer,"
                            + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest"
                            + " FROM event_journal WHERE persistence_id = 'slot-31' AND sequence_number = 1");
        }
    }
}
