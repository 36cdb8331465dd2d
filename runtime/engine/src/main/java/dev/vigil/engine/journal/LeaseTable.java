package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * Leases in the database, each a row that one owner holds until a time of the database's clock. A row is changed only if it is
 * the owner's or has expired, in one statement, so that of two that ask at once one gets it.
 *
 * <p>Threading: safe to share; stages complete on threads of its own, one change after the other.
 *
 * <p>Failure: a stage fails if the database does not answer; then the lease may have been taken or not.
 */
public final class LeaseTable implements AutoCloseable {
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
    private static final String TAKE = "UPDATE \"vigil_lease\" SET \"owner\" = ?, \"expires_millis\" = " + NOW
            + " + ? WHERE \"name\" = ? AND (\"owner\" = ? OR \"expires_millis\" < " + NOW + ")";
    private static final String CREATE =
            "INSERT INTO \"vigil_lease\" (\"name\", \"owner\", \"expires_millis\") SELECT ?, ?, " + NOW
                    + " + ? WHERE NOT EXISTS (SELECT 1 FROM \"vigil_lease\" WHERE \"name\" = ?)";
    private static final String RENEW = "UPDATE \"vigil_lease\" SET \"expires_millis\" = " + NOW
            + " + ? WHERE \"name\" = ? AND \"owner\" = ? AND \"expires_millis\" >= " + NOW;
    private static final String RELEASE =
            "UPDATE \"vigil_lease\" SET \"expires_millis\" = 0 WHERE \"name\" = ? AND \"owner\" = ?";
    /** SQL's class for a violated constraint, here: another created the row first. */
    private static final String CONSTRAINT_VIOLATION = "23";

    private final OneConnection database;

    LeaseTable(DataSource pool) {
        this.database = new OneConnection(pool, "lease");
    }

    /** Takes the lease, or keeps it; false if another has it. */
    public CompletionStage<Boolean> acquire(String name, String owner, Duration time) {
        return database.run(connection -> take(connection, name, owner, time) || create(connection, name, owner, time));
    }

    private static boolean take(Connection connection, String name, String owner, Duration time) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, owner);
            statement.setLong(2, time.toMillis());
            statement.setString(3, name);
            statement.setString(4, owner);
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean create(Connection connection, String name, String owner, Duration time) throws SQLException {
        try (var statement = connection.prepareStatement(CREATE)) {
            statement.setString(1, name);
            statement.setString(2, owner);
            statement.setLong(3, time.toMillis());
            statement.setString(4, name);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_VIOLATION)) {
                return false;
            }
            throw e;
        }
    }

    /** Keeps the lease for longer; false if it is not the owner's any more. */
    public CompletionStage<Boolean> renew(String name, String owner, Duration time) {
        return database.run(connection -> {
            try (var statement = connection.prepareStatement(RENEW)) {
                statement.setLong(1, time.toMillis());
                statement.setString(2, name);
                statement.setString(3, owner);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** Gives the lease up, if it is the owner's. */
    public CompletionStage<Boolean> release(String name, String owner) {
        return database.run(connection -> {
            try (var statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, name);
                statement.setString(2, owner);
                statement.executeUpdate();
                return true;
            }
        });
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        database.close();
    }
}
