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
 * One connection of the pool for one kind of work, done one piece after the other in the order in which it was given: the
 * others find theirs however much it asks for. Each statement is a transaction.
 *
 * <p>Threading: safe to share; the work runs on virtual threads, which are never interrupted, since H2 would close its
 * file under an interrupted one.
 *
 * <p>Failure: a stage fails with {@link JournalUnavailableException} if the database does not do it.
 */
final class OneConnection implements AutoCloseable {
    /** How many connections of the pool it needs. */
    static final int COUNT = 1;

    /** Work with a connection that commits each statement by itself. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private final DataSource pool;
    private final Semaphore turn = new Semaphore(COUNT, true);
    private final ExecutorService threads;

    /**
     * A connection of that pool.
     *
     * @param name of what it is for, for its threads
     */
    OneConnection(DataSource pool, String name) {
        this.pool = pool;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("journal-" + name + "-", 0).factory());
    }

    <T> CompletionStage<T> run(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> inTurn(work), threads);
    }

    private <T> T inTurn(Work<T> work) {
        turn.acquireUninterruptibly();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(true);
            return work.with(connection);
        } catch (SQLException e) {
            throw new JournalUnavailableException("the journal's database did not do it: " + e.getMessage(), e);
        } finally {
            turn.release();
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        threads.close();
    }
}
