package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * The few connections beside those of the writers, for snapshots and readers: however much these ask for, a write never
 * waits for them.
 *
 * <p>Threading: safe to share; the work runs on virtual threads, which are never interrupted, since H2 would close its
 * file under an interrupted one.
 */
final class SideConnections implements AutoCloseable {
    static final int COUNT = 2;

    /** Work with a connection that is in a transaction; it is committed when the work returns. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private final DataSource pool;
    private final Semaphore free = new Semaphore(COUNT, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("journal-side-", 0).factory());

    SideConnections(DataSource pool) {
        this.pool = pool;
    }

    <T> CompletionStage<T> run(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> inTurn(work), threads);
    }

    private <T> T inTurn(Work<T> work) {
        free.acquireUninterruptibly();
        try {
            return inTransaction(work);
        } catch (SQLException e) {
            throw new JournalUnavailableException("the journal's database did not do it: " + e.getMessage(), e);
        } finally {
            free.release();
        }
    }

    /** The pool rolls back what a connection that comes back has left open. */
    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            return result;
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        threads.close();
    }
}
