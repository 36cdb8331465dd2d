package dev.vigil.benchmarks.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Events by inserts of many rows. */
final class RowsWriter implements StoreWriter {
    private final PreparedStatement insert;
    private final RowTables tables;

    RowsWriter(Connection connection) throws SQLException {
        insert = connection.prepareStatement("INSERT INTO event VALUES (?, ?, ?, ?, ?)");
        tables = new RowTables(connection);
    }

    @Override
    public void write(Turn turn) throws SQLException {
        long position = turn.firstPosition();
        for (var event : turn.events()) {
            insert.setInt(1, turn.partition());
            insert.setLong(2, position++);
            insert.setString(3, event.id());
            insert.setString(4, event.subject().orElseThrow());
            insert.setBytes(5, Handling.bytes(event.data()));
            insert.addBatch();
        }
        insert.executeBatch();
        tables.write(turn);
    }
}
