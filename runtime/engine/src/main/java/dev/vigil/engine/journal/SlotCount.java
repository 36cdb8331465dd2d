package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;

/** The number of slots that a journal was created with. */
final class SlotCount {
    private static final String SELECT = "SELECT \"slots\" FROM \"vigil_journal\" WHERE \"id\" = 1";
    private static final String INSERT = "INSERT INTO \"vigil_journal\" (\"id\", \"slots\") VALUES (1, ?)";
    /** SQL's class for a violated constraint, here: another node was first. */
    private static final String CONSTRAINT_VIOLATION = "23";

    private SlotCount() {}

    /**
     * Writes that number into a new journal, or compares it with that of an old one.
     *
     * @throws WrongSlotsException if the two differ
     */
    static void check(Connection connection, int slots) throws SQLException {
        var created = read(connection);
        if (created.isEmpty()) {
            write(connection, slots);
            created = read(connection);
        }
        if (created.orElseThrow() != slots) {
            throw new WrongSlotsException(created.orElseThrow(), slots);
        }
    }

    private static OptionalInt read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(SELECT)) {
            return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
        }
    }

    private static void write(Connection connection, int slots) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setInt(1, slots);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_VIOLATION)) {
                throw e;
            }
        }
    }
}
