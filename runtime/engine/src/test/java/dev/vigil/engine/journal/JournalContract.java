package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.engine.EngineSettings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What holds on every database. */
interface JournalContract {
    /** Two megabytes. */
    String LONG_RECORD = "0123456789".repeat(200_000);

    /** A journal of its own for each test, not yet created at first. */
    EngineSettings.Journal settings();

    @Test
    default void aNewJournalIsEmpty() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.spawn(3);

            assertThat(owner.await(Journal.Recovered.class).lastSequence()).isZero();
            assertThat(owner.recovered()).isEmpty();
            assertThat(node.database().reachable().toCompletableFuture().get(2, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    default void whatWasAppendedIsRecoveredInItsOrder() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            var other = node.recovered(4);
            for (int i = 1; i <= 40; i++) {
                assertThat(owner.appended("r" + i)).isEqualTo(i);
            }
            assertThat(other.appended("other")).isEqualTo(1);
        }
        try (var node = TestNode.open(settings())) {
            var owner = node.spawn(3);

            assertThat(owner.await(Journal.Recovered.class).lastSequence()).isEqualTo(40);
            assertThat(owner.recovered()).hasSize(40).startsWith("r1", "r2").endsWith("r40");
            assertThat(owner.appended("r41")).isEqualTo(41);
        }
    }

    @Test
    default void aRecordThatIsAppendedWhileAnotherIsWrittenWaitsForIt() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.spawn(0);
            owner.append("r1");
            owner.append("r2");
            owner.stop();
            owner.await(Journal.Recovered.class);

            assertThat(owner.await(Journal.Appended.class).sequence()).isEqualTo(1);
            assertThat(owner.await(Journal.Appended.class).sequence()).isEqualTo(2);
            var next = node.recovered(0);
            assertThat(next.recovered()).containsExactly("r1", "r2");
        }
    }

    @Test
    default void aRecoveryBeginsWithTheLatestSnapshotAndTheRecordItWasTakenWith() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            owner.appended("r1");
            owner.appended("r2", "state1");
            owner.appended("r3");
            owner.appended("r4", "state3");
            owner.appended("r5");
            owner.stop();
            var next = node.recovered(3);

            assertThat(next.recovered()).containsExactly("snapshot state3", "r4", "r5");
            assertThat(next.appended("r6")).isEqualTo(6);
        }
    }

    @Test
    default void twoSnapshotsAreKept() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            for (int i = 1; i <= 5; i++) {
                owner.appended("r" + i, "state" + (i - 1));
            }
            node.recovered(4).appended("of another slot", "state");
        }
        assertThat(longs("SELECT \"sequence_number\" FROM \"snapshot\" WHERE \"persistence_id\" = 'slot-3' ORDER BY 1"))
                .containsExactly(4L, 5L);
        assertThat(longs("SELECT COUNT(*) FROM \"event_journal\"")).containsExactly(6L);
    }

    @Test
    default void aDamagedSnapshotCostsALongerReplayAndNothingElse() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            for (int i = 1; i <= 4; i++) {
                owner.appended("r" + i, "state" + (i - 1));
            }
        }
        update("UPDATE \"snapshot\" SET \"snapshot_payload\" = (SELECT \"snapshot_payload\" FROM \"snapshot\""
                + " WHERE \"sequence_number\" = 3) WHERE \"sequence_number\" = 4");
        try (var node = TestNode.open(settings())) {
            assertThat(node.recovered(3).recovered()).containsExactly("snapshot state2", "r3", "r4");
        }
        update("UPDATE \"snapshot\" SET \"snapshot_ser_manifest\" = 'later'");
        try (var node = TestNode.open(settings())) {
            assertThat(node.recovered(3).recovered()).containsExactly("r1", "r2", "r3", "r4");
        }
    }

    @Test
    default void aMissingRecordIsACorruptJournal() throws Exception {
        try (var node = TestNode.open(settings())) {
            for (int slot : List.of(3, 4, 5)) {
                var owner = node.recovered(slot);
                for (int i = 1; i <= 40; i++) {
                    owner.appended("r" + i);
                }
            }
        }
        // Within a window of the replay, and at the start of one.
        update("DELETE FROM \"event_journal\" WHERE \"persistence_id\" = 'slot-3' AND \"sequence_number\" = 10");
        update("DELETE FROM \"event_journal\" WHERE \"persistence_id\" = 'slot-4' AND \"sequence_number\" = 17");
        try (var node = TestNode.open(settings())) {
            for (int slot : List.of(3, 4)) {
                var owner = node.spawn(slot);
                var failed = owner.await(Journal.Failed.class);

                assertThat(failed.corrupt()).isTrue();
                assertThat(failed.cause()).hasMessageContaining("missing from slot " + slot);
                owner.awaitEnd();
            }
            assertThat(node.recovered(5).recovered()).hasSize(40);
        }
    }

    @Test
    default void recordsMissingOverAWholeWindowOfTheReplayAreACorruptJournal() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            owner.appended(LONG_RECORD); // of which a replay reads a few at a time
            for (int i = 2; i <= 60; i++) {
                owner.appended("r" + i);
            }
        }
        update("DELETE FROM \"event_journal\" WHERE \"sequence_number\" BETWEEN 17 AND 50");
        try (var node = TestNode.open(settings())) {
            // Here pekko-persistence-jdbc ends the replay without a word.
            assertThat(node.spawn(3).await(Journal.Failed.class).corrupt()).isTrue();
        }
    }

    @Test
    default void whatTheOwnerCannotReadIsACorruptJournal() throws Exception {
        try (var node = TestNode.open(settings())) {
            node.recovered(1).appended("unreadable record");
            node.recovered(2).appended("r1", "unreadable state");
            var state = node.recovered(5);
            state.appended("r1", "unreadable state");
            state.appended("r2");
        }
        try (var node = TestNode.open(settings())) {
            var owner = node.spawn(1);
            var record = owner.await(Journal.Failed.class);
            owner.awaitEnd();
            assertThat(record.corrupt()).isTrue();
            assertThat(record.cause()).hasMessage("record 1 of slot 1 cannot be read: this is unreadable");
            var last = node.spawn(2).await(Journal.Failed.class);
            assertThat(last.corrupt()).isTrue();
            assertThat(last.cause()).hasMessageContaining("the snapshot after record 1 of slot 2");
            assertThat(node.spawn(5).await(Journal.Failed.class).corrupt()).isTrue();
        }
    }

    @Test
    default void aRowThatIsNoRecordIsACorruptJournal() throws Exception {
        try (var node = TestNode.open(settings())) {
            node.recovered(1).appended("r1");
            node.recovered(2).appended("r1");
        }
        update("UPDATE \"event_journal\" SET \"event_ser_id\" = 17 WHERE \"persistence_id\" = 'slot-1'");
        update("UPDATE \"event_journal\" SET \"event_ser_manifest\" = 'later' WHERE \"persistence_id\" = 'slot-2'");
        try (var node = TestNode.open(settings())) {
            assertThat(node.spawn(1).await(Journal.Failed.class).corrupt()).isTrue();
            assertThat(node.spawn(2).await(Journal.Failed.class).corrupt()).isTrue();
        }
    }

    @Test
    default void shortRecordsAreReadManyAtATimeAndLongOnesFew() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            var other = node.recovered(4);
            other.appended(LONG_RECORD);
            for (int i = 1; i <= 1_100; i++) {
                owner.appended("r" + i);
            }
            for (int i = 2; i <= 20; i++) {
                other.appended("r" + i);
            }
        }
        try (var node = TestNode.open(settings())) {
            assertThat(node.recovered(3).recovered())
                    .hasSize(1_100)
                    .startsWith("r1")
                    .endsWith("r1100");
            assertThat(node.recovered(4).recovered())
                    .hasSize(20)
                    .startsWith(LONG_RECORD, "r2")
                    .endsWith("r20");
        }
    }

    @Test
    default void recordsAndStatesMayBeLarge() throws Exception {
        var record = LONG_RECORD;
        var state = "abcdefgh".repeat(2_000_000);
        try (var node = TestNode.open(settings())) {
            node.recovered(1).appended(record, state);
        }
        try (var node = TestNode.open(settings())) {
            assertThat(node.recovered(1).recovered()).containsExactly("snapshot " + state, record);
        }
    }

    @Test
    default void theReaderFollowsOneSlotAndStopsAtItsBound() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            for (int i = 1; i <= 9; i++) {
                owner.appended("record" + i);
            }
            node.recovered(4).appended("other");

            assertThat(read(node, 3, 2, 4, 1000)).containsExactly("2 record2", "3 record3", "4 record4");
            assertThat(read(node, 3, 8, Long.MAX_VALUE, 1000)).containsExactly("8 record8", "9 record9");
            assertThat(read(node, 3, 5, 9, 14)).containsExactly("5 record5", "6 record6");
            assertThat(read(node, 3, 5, 9, 13)).containsExactly("5 record5");
            assertThat(read(node, 3, 5, 9, 1)).containsExactly("5 record5");
            assertThat(read(node, 3, 10, 20, 1000)).isEmpty();
            assertThat(read(node, 5, 1, 20, 1000)).isEmpty();
        }
    }

    @Test
    default void theReaderRefusesAGap() throws Exception {
        try (var node = TestNode.open(settings())) {
            var owner = node.recovered(3);
            for (int i = 1; i <= 5; i++) {
                owner.appended("r" + i);
            }
        }
        update("DELETE FROM \"event_journal\" WHERE \"sequence_number\" = 3");
        try (var node = TestNode.open(settings())) {
            assertThat(read(node, 3, 1, 2, 1000)).hasSize(2);
            assertThatThrownBy(() -> read(node, 3, 1, 5, 1000))
                    .hasCauseInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("record 3 of slot 3 is missing");
            assertThatThrownBy(() -> read(node, 3, 3, 5, 1000)).hasMessageContaining("record 3 of slot 3 is missing");
        }
    }

    @Test
    default void theOlderOfTwoOwnersFailsWithItsNextRecord() throws Exception {
        try (var node = TestNode.open(settings())) {
            var older = node.recovered(3);
            older.appended("r1");
            var newer = node.recovered(3);
            newer.appended("opened");
            older.append("r2");
            var failed = older.await(Journal.Failed.class);

            older.awaitEnd();
            assertThat(failed.corrupt()).isFalse();
            assertThat(newer.appended("r3")).isEqualTo(3);
            assertThat(node.recovered(3).recovered()).containsExactly("r1", "opened", "r3");
        }
    }

    @Test
    default void anotherNumberOfSlotsIsRefused() throws Exception {
        Database.open(settings(), 32).close();

        assertThatThrownBy(() -> Database.open(settings(), 64))
                .isInstanceOf(WrongSlotsException.class)
                .hasMessageContaining("32")
                .hasMessageContaining("64");
        Database.open(settings(), 32).close();
    }

    private static List<String> read(TestNode node, int slot, long from, long to, int maxBytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        return node
                .database()
                .reader()
                .read(slot, from, to, maxBytes)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .stream()
                .map(stored -> stored.sequence() + " " + new String(stored.record(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                settings().url(), settings().user(), settings().password());
    }

    private void update(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private List<Long> longs(String sql) throws SQLException {
        try (var connection = connect();
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
