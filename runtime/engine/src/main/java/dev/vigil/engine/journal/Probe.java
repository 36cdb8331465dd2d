package dev.vigil.engine.journal;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Asks the database whether it is there; at most one question is under way, however many ask. */
final class Probe implements AutoCloseable {
    static final int CONNECTIONS = 1;

    private static final int BOUND_SECONDS = 1;

    private final DataSource pool;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("journal-probe-", 0).factory());
    private CompletableFuture<Boolean> underWay = CompletableFuture.completedFuture(true);

    Probe(DataSource pool) {
        this.pool = pool;
    }

    synchronized CompletionStage<Boolean> answers() {
        if (underWay.isDone()) {
            underWay = CompletableFuture.supplyAsync(this::ask, threads);
        }
        return underWay.copy().completeOnTimeout(false, BOUND_SECONDS, TimeUnit.SECONDS);
    }

    private boolean ask() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(BOUND_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
