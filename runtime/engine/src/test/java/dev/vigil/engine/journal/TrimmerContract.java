package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.engine.EngineSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds on every database where records are deleted. */
interface TrimmerContract {
    /** A journal of its own for each test, not yet created at first. */
    EngineSettings.Journal settings();

    @Test
    default void whatIsBeforeTheBeginningIsDeletedAndNothingElse() throws Exception {
        try (var node = TestNode.open(settings())) {
            fill(node.recovered(3), 400);
            fill(node.recovered(4), 10);
            var deleted = new AtomicInteger();
            trim(node, 3, 300, deleted);

            assertThat(deleted).hasValue(299);
            assertThat(sequences("slot-3")).hasSize(101).startsWith(300L).endsWith(400L);
            assertThat(sequences("slot-4")).hasSize(10);
            trim(node, 3, 300, deleted);
            trim(node, 3, 200, deleted);
            assertThat(deleted).hasValue(299);
            assertThat(node.recovered(3).recovered()).containsExactly("snapshot state399", "r400");
        }
    }

    @Test
    default void whatWasDeletedIsNotWrittenAgain() throws Exception {
        try (var node = TestNode.open(settings())) {
            var older = node.recovered(3);
            older.appended("r1");
            fill(node.recovered(3), 20);
            trim(node, 3, 15, new AtomicInteger());
            older.append("too late");
            var failed = older.await(Journal.Failed.class);

            assertThat(failed.corrupt()).isFalse();
            assertThat(failed.cause()).isInstanceOf(FencedException.class);
            assertThat(sequences("slot-3")).startsWith(15L).endsWith(21L);
        }
    }

    /** Whichever of the two comes first: what a zombie wrote is found again by whoever recovers, or was refused. */
    @Test
    default void aWriteThatMeetsTheDeletionIsRefusedOrNotDeleted() throws Exception {
        try (var node = TestNode.open(settings())) {
            for (int slot = 0; slot < 8; slot++) {
                var older = node.recovered(slot);
                older.appended("r1");
                fill(node.recovered(slot), 150);
                var trimming = node.database().trimmer().trim(slot, 140, _ -> {});
                older.append("too late");
                older.await(Journal.Failed.class);
                trimming.toCompletableFuture().get(30, TimeUnit.SECONDS);
                assertThat(sequences("slot-" + slot)).startsWith(140L).hasSize(12);
            }
        }
    }

    @Test
    default void theReaderFindsNothingBeforeTheBeginning() throws Exception {
        try (var node = TestNode.open(settings())) {
            fill(node.recovered(3), 20);
            trim(node, 3, 15, new AtomicInteger());
            var reader = node.database().reader();

            assertThat(reader.read(3, 14, 20, 1_000).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(reader.read(3, 1, 20, 1_000).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(reader.read(3, 15, 20, 1_000).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .hasSize(6);
        }
        update("DELETE FROM \"event_journal\" WHERE \"sequence_number\" = 17");
        try (var node = TestNode.open(settings())) {
            assertThatThrownBy(() -> node.database()
                            .reader()
                            .read(3, 15, 20, 1_000)
                            .toCompletableFuture()
                            .join())
                    .hasMessageContaining("record 17 of slot 3 is missing");
        }
    }

    @Test
    default void nothingIsDeletedThatTheTwoSnapshotsDoNotCover() throws Exception {
        try (var node = TestNode.open(settings())) {
            fill(node.recovered(3), 20);
            update("DELETE FROM \"snapshot\" WHERE \"sequence_number\" = 19");

            assertThatThrownBy(() -> trim(node, 3, 15, new AtomicInteger()))
                    .hasCauseInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("there are 1 snapshots");
            assertThat(sequences("slot-3")).hasSize(20);
        }
    }

    @Test
    default void theOlderSnapshotIsEnoughAndNoneIsAnError() throws Exception {
        try (var node = TestNode.open(settings())) {
            fill(node.recovered(3), 20);
            trim(node, 3, 20, new AtomicInteger());
        }
        assertThat(sequences("slot-3")).containsExactly(20L);
        update("UPDATE \"snapshot\" SET \"snapshot_ser_manifest\" = 'later' WHERE \"sequence_number\" = 20");
        try (var node = TestNode.open(settings())) {
            assertThat(node.recovered(3).recovered()).containsExactly("snapshot state18", "r19", "r20");
        }
        update("UPDATE \"snapshot\" SET \"snapshot_ser_manifest\" = 'later'");
        try (var node = TestNode.open(settings())) {
            var failed = node.spawn(3).await(Journal.Failed.class);

            assertThat(failed.corrupt()).isTrue();
            assertThat(failed.cause()).hasMessageContaining("no snapshot can be read");
        }
    }

    /** Appends so many records, the last two of them with snapshots. */
    private static void fill(TestOwner owner, int records) throws InterruptedException {
        for (int i = 1; i <= records - 2; i++) {
            owner.appended("r" + i);
        }
        owner.appended("r" + (records - 1), "state" + (records - 2));
        owner.appended("r" + records, "state" + (records - 1));
    }

    private static void trim(TestNode node, int slot, long first, AtomicInteger deleted) throws Exception {
        node.database()
                .trimmer()
                .trim(slot, first, deleted::addAndGet)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private List<Long> sequences(String id) throws SQLException {
        return longs("SELECT \"sequence_number\" FROM \"event_journal\" WHERE \"persistence_id\" = '" + id
                + "' ORDER BY \"sequence_number\"");
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(
                settings().url(), settings().user(), settings().password());
    }

    private void update(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private List<Long> longs(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var longs = new ArrayList<Long>();
            while (rows.next()) {
                longs.add(rows.getLong(1));
            }
            return longs;
        }
    }
}
