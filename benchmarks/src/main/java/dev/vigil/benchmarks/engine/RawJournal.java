package dev.vigil.benchmarks.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** The raw limit: rows of the size of the engine's records, appended by plain JDBC, a row a transaction. */
final class RawJournal {
    private final String url;
    private final String user;
    private final int connections;

    RawJournal(String url, String user, int connections) {
        this.url = url;
        this.user = user;
        this.connections = connections;
    }

    /** How many rows of that size are on disk in a second. */
    double rowsPerSecond(int rowBytes, long nanos) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(url, user, "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS raw(writer INT, number BIGINT, payload BYTEA NOT NULL,"
                    + " PRIMARY KEY(writer, number))");
            statement.execute("ALTER TABLE raw ALTER COLUMN payload SET STORAGE EXTERNAL");
            statement.execute("TRUNCATE raw");
        }
        var rows = new LongAdder();
        long begun = System.nanoTime();
        try (var writers = Executors.newFixedThreadPool(connections)) {
            var ends = java.util.stream.IntStream.range(0, connections)
                    .mapToObj(writer -> writers.submit(() -> write(writer, rowBytes, begun + nanos, rows)))
                    .toList();
            for (var end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a raw writer failed", e);
        }
        return rows.sum() * 1e9 / (System.nanoTime() - begun);
    }

    private boolean write(int writer, int rowBytes, long end, LongAdder rows) throws SQLException {
        var payload = new byte[rowBytes];
        new Random(writer).nextBytes(payload);
        try (Connection connection = DriverManager.getConnection(url, user, "");
                var insert = connection.prepareStatement("INSERT INTO raw VALUES (?, ?, ?)")) {
            for (long number = 0; System.nanoTime() < end; number++) {
                insert.setInt(1, writer);
                insert.setLong(2, number);
                insert.setBytes(3, payload);
                insert.executeUpdate();
                rows.increment();
            }
        }
        return true;
    }
}
