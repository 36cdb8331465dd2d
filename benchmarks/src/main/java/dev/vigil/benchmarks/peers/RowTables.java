package dev.vigil.benchmarks.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** States, and alarms that are not out yet, as rows. For one thread. */
final class RowTables {
    /** Rows of states are updated all the time: half of a page is left free for that, as PostgreSQL's manual advises. */
    static final List<String> SCHEMA = List.of(
            "CREATE TABLE event (part INT, position BIGINT, id TEXT NOT NULL, key TEXT NOT NULL, data BYTEA NOT NULL,"
                    + " PRIMARY KEY (part, position))",
            "CREATE TABLE state (key TEXT PRIMARY KEY, count BIGINT NOT NULL, sum BIGINT NOT NULL, max BIGINT NOT NULL,"
                    + " last BIGINT NOT NULL) WITH (fillfactor = 50)",
            "CREATE TABLE alarm (part INT, number BIGINT, payload BYTEA NOT NULL, PRIMARY KEY (part, number))");

    private final PreparedStatement state;
    private final PreparedStatement alarm;
    private final PreparedStatement out;

    RowTables(Connection connection) throws SQLException {
        state = connection.prepareStatement("INSERT INTO state VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                + " count = EXCLUDED.count, sum = EXCLUDED.sum, max = EXCLUDED.max, last = EXCLUDED.last");
        alarm = connection.prepareStatement("INSERT INTO alarm VALUES (?, ?, ?)");
        out = connection.prepareStatement("DELETE FROM alarm WHERE part = ? AND number < ?");
    }

    void write(Turn turn) throws SQLException {
        for (var changed : turn.changed().entrySet()) {
            state.setString(1, changed.getKey());
            state.setLong(2, changed.getValue().count());
            state.setLong(3, changed.getValue().sum());
            state.setLong(4, changed.getValue().max());
            state.setLong(5, changed.getValue().last());
            state.addBatch();
        }
        state.executeBatch();
        out.setInt(1, turn.partition());
        out.setLong(2, turn.firstAlarm());
        out.executeUpdate();
        long number = turn.firstAlarm();
        for (var payload : turn.alarms()) {
            alarm.setInt(1, turn.partition());
            alarm.setLong(2, number++);
            alarm.setBytes(3, payload);
            alarm.addBatch();
        }
        alarm.executeBatch();
    }
}
