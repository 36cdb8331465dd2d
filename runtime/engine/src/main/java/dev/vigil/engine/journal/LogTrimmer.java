package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/**
 * Deletes the records of slots before the place where their logs begin: the oldest first, a few in each transaction, with
 * pauses, so that whoever writes hardly notices and what is left has no gap at any time. Before the first is deleted, the
 * database knows from which record on the journal is kept, and refuses what an owner that was replaced may still want to
 * write before that.
 *
 * <p>Threading: safe to share; nothing blocks the caller.
 *
 * <p>Failure: a stage fails where the database does not answer, and with {@link CorruptJournalException} where what is left
 * could not be recovered. Some may be deleted then. It can be asked for again, by any number of nodes at once.
 */
public final class LogTrimmer implements AutoCloseable {
    /** How many records a transaction deletes: on PostgreSQL each is as many rows again as it has pieces of 2 KB. */
    private static final int BATCH = 128;

    private static final Duration LEAST_PAUSE = Duration.ofMillis(5);
    private static final String OLDEST =
            "SELECT MIN(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = ?";
    private static final String SNAPSHOTS =
            "SELECT COUNT(*) FROM \"snapshot\" WHERE \"persistence_id\" = ? AND \"sequence_number\" >= ?";
    private static final String DELETE = "DELETE FROM \"event_journal\" WHERE \"persistence_id\" = ?"
            + " AND \"sequence_number\" >= ? AND \"sequence_number\" < ?";

    private final OneConnection database;
    private volatile boolean closing;

    LogTrimmer(DataSource pool) {
        this.database = new OneConnection(pool, "trimmer");
    }

    /**
     * Deletes all records of a slot before that one.
     *
     * @param first the first that is kept; its slot's state says so, in a record that is on disk
     * @param deleted takes how many were deleted, after each transaction
     * @return completes when they are gone, or the journal is being closed
     */
    public CompletionStage<Void> trim(int slot, long first, IntConsumer deleted) {
        var id = SlotId.of(slot);
        return database.run(connection -> {
                    checkSnapshots(connection, id, first);
                    KeptTable.raise(connection, id, first);
                    return oldest(connection, id);
                })
                .thenCompose(oldest -> delete(id, oldest, first, deleted));
    }

    /** A second look: the slot's owner knows that both snapshots are there, the database may have been restored since. */
    private static void checkSnapshots(Connection connection, String id, long first) throws SQLException {
        try (var select = connection.prepareStatement(SNAPSHOTS)) {
            select.setString(1, id);
            select.setLong(2, first - 1);
            try (var rows = select.executeQuery()) {
                rows.next();
                if (rows.getInt(1) < 2) {
                    throw new CorruptJournalException("the journal of " + id + " cannot begin with record " + first
                            + ": there are " + rows.getInt(1) + " snapshots from there on, where two are needed");
                }
            }
        }
    }

    private static long oldest(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement(OLDEST)) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0 ? rows.getLong(1) : Long.MAX_VALUE;
            }
        }
    }

    private CompletionStage<Void> delete(String id, long from, long first, IntConsumer deleted) {
        if (from >= first || closing) {
            return CompletableFuture.completedFuture(null);
        }
        long started = System.nanoTime();
        long to = Math.min(first, from + BATCH);
        return database.run(connection -> delete(connection, id, from, to)).thenCompose(count -> {
            deleted.accept(count);
            // As long as the work took: it gets half of what is there at most.
            long pause = Math.max(LEAST_PAUSE.toNanos(), System.nanoTime() - started);
            return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS))
                    .thenCompose(_ -> delete(id, to, first, deleted));
        });
    }

    private static int delete(Connection connection, String id, long from, long to) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, id);
            delete.setLong(2, from);
            delete.setLong(3, to);
            return delete.executeUpdate();
        }
    }

    /** Waits for the transaction under way. */
    @Override
    public void close() {
        closing = true;
        database.close();
    }
}
