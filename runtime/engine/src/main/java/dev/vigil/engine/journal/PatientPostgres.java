package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections that are asked for again until the server is back.
 *
 * <p>For the pool's own thread only: left alone, the pool doubles its pause between two attempts up to five seconds, and
 * that pause would be spent after the server is back. Whoever waits for a connection does so at the pool, with a bound.
 */
final class PatientPostgres extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private volatile boolean closed;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        while (true) {
            try {
                return super.getConnection(user, password);
            } catch (SQLException e) {
                if (closed || !isOutage(e)) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    void close() {
        closed = true;
    }

    /** No connection (08), the server is starting or stopping (57P), or it has no connection left (53300). */
    private static boolean isOutage(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }
}
