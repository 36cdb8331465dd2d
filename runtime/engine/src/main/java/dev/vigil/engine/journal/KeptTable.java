package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** From which record on each slot's journal is kept. Only ever raised, before anything is deleted. */
final class KeptTable {
    private static final String FIRST = "SELECT \"first_sequence\" FROM \"vigil_kept\" WHERE \"persistence_id\" = ?";
    private static final String RAISE = "UPDATE \"vigil_kept\" SET \"first_sequence\" = ?"
            + " WHERE \"persistence_id\" = ? AND \"first_sequence\" < ?";
    private static final String CREATE = "INSERT INTO \"vigil_kept\" (\"persistence_id\", \"first_sequence\")"
            + " SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM \"vigil_kept\" WHERE \"persistence_id\" = ?)";

    private KeptTable() {}

    /** The first record that is kept. */
    static long first(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement(FIRST)) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 1;
            }
        }
    }

    /** From now on, records before that one are refused. Fails if another makes the row at the same time. */
    static void raise(Connection connection, String id, long first) throws SQLException {
        try (var update = connection.prepareStatement(RAISE)) {
            update.setLong(1, first);
            update.setString(2, id);
            update.setLong(3, first);
            if (update.executeUpdate() == 1) {
                return;
            }
        }
        try (var insert = connection.prepareStatement(CREATE)) {
            insert.setString(1, id);
            insert.setLong(2, first);
            insert.setString(3, id);
            insert.executeUpdate();
        }
    }
}
