package dev.vigil.testkit.cluster;

import dev.vigil.engine.EngineSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Holds up every write of a journal in PostgreSQL while it is open: they are under way, and do not end. */
final class JournalLock implements AutoCloseable {
    private static final String WAITING =
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'event_journal'::regclass";

    private final Connection connection;

    JournalLock(EngineSettings.Journal journal) throws SQLException {
        connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE event_journal IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** Waits until that many writes wait. */
    void awaitWriters(int count, Duration most) {
        LocalCluster.await(most, count + " writes are under way", () -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(WAITING)) {
                rows.next();
                return rows.getInt(1) >= count;
            }
        });
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
