package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * Who owns the sources that run on one node, and how far each has come. Whoever takes a source over raises its epoch; what an
 * older owner saves is refused from then on, in the same statement that would have written it.
 *
 * <p>Threading: safe to share; stages complete on threads of its own, one change after the other.
 *
 * <p>Failure: a stage fails if the database does not answer; then it may have been done or not.
 */
public final class SourceTable implements AutoCloseable {
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
    private static final String EPOCH = "SELECT \"epoch\" FROM \"vigil_source\" WHERE \"name\" = ?";
    private static final String TAKE = "UPDATE \"vigil_source\" SET \"epoch\" = ?, \"owner\" = ?, \"taken_millis\" = "
            + NOW + ", \"saves\" = 0 WHERE \"name\" = ? AND \"epoch\" = ?";
    private static final String CREATE = "INSERT INTO \"vigil_source\" (\"name\", \"epoch\", \"owner\","
            + " \"taken_millis\", \"saves\") SELECT ?, 1, ?, " + NOW
            + ", 0 WHERE NOT EXISTS (SELECT 1 FROM \"vigil_source\" WHERE \"name\" = ?)";
    private static final String POSITION =
            "SELECT \"position\" FROM \"vigil_source\" WHERE \"name\" = ? AND \"epoch\" = ?";
    private static final String SAVE =
            "UPDATE \"vigil_source\" SET \"position\" = ?, \"saves\" = ?, \"saved_millis\" = " + NOW
                    + " WHERE \"name\" = ? AND \"epoch\" = ? AND \"saves\" < ?";
    /** SQL's class for a violated constraint, here: another created the row first. */
    private static final String CONSTRAINT_VIOLATION = "23";

    private final OneConnection database;

    SourceTable(DataSource pool) {
        this.database = new OneConnection(pool, "sources");
    }

    /**
     * A source that was taken over.
     *
     * @param epoch of the new owner
     * @param position what was saved last; empty where nothing ever was
     */
    public record Taken(long epoch, Optional<String> position) {}

    /** Makes a node the owner of a source; empty where another took it over at the same time. */
    public CompletionStage<Optional<Taken>> take(String source, String node) {
        return database.run(connection -> {
            var before = epoch(connection, source);
            long epoch = before.orElse(0) + 1;
            boolean taken =
                    before.isPresent() ? raise(connection, source, node, epoch) : create(connection, source, node);
            // Read only now: until then the older owner could save.
            return taken ? taken(connection, source, epoch) : Optional.empty();
        });
    }

    private static OptionalLong epoch(Connection connection, String source) throws SQLException {
        try (var select = connection.prepareStatement(EPOCH)) {
            select.setString(1, source);
            try (var row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static boolean raise(Connection connection, String source, String node, long epoch) throws SQLException {
        try (var update = connection.prepareStatement(TAKE)) {
            update.setLong(1, epoch);
            update.setString(2, node);
            update.setString(3, source);
            update.setLong(4, epoch - 1);
            return update.executeUpdate() == 1;
        }
    }

    private static boolean create(Connection connection, String source, String node) throws SQLException {
        try (var insert = connection.prepareStatement(CREATE)) {
            insert.setString(1, source);
            insert.setString(2, node);
            insert.setString(3, source);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_VIOLATION)) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<Taken> taken(Connection connection, String source, long epoch) throws SQLException {
        try (var select = connection.prepareStatement(POSITION)) {
            select.setString(1, source);
            select.setLong(2, epoch);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Taken(epoch, Optional.ofNullable(row.getString(1))))
                        : Optional.empty();
            }
        }
    }

    /**
     * Saves how far a source has come; false if its owner is not the owner any more.
     *
     * @param number of the save, higher than of all that the owner has begun before
     */
    public CompletionStage<Boolean> save(String source, long epoch, long number, String position) {
        return database.run(connection -> {
            try (var update = connection.prepareStatement(SAVE)) {
                update.setString(1, position);
                update.setLong(2, number);
                update.setString(3, source);
                update.setLong(4, epoch);
                update.setLong(5, number);
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Whether the owner of that epoch is the owner still. */
    public CompletionStage<Boolean> isOwner(String source, long epoch) {
        return database.run(connection -> epoch(connection, source).orElse(0) == epoch);
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        database.close();
    }
}
