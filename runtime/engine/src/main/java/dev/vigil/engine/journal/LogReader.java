package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads the records of one slot by their sequence numbers.
 *
 * <p>By plain SQL rather than through Pekko's read journal: that knows no bound in bytes, and keeps an actor that polls the
 * order of all rows, which nothing here needs.
 *
 * <p>Threading: safe to share; nothing blocks the caller.
 */
public final class LogReader {
    /**
     * How many rows one read looks at, at most. A bound on the numbers, not a LIMIT: with that PostgreSQL may choose to collect all
     * rows up to the last number and sort them, and a long log is read slower the longer it is.
     */
    private static final int ROWS = 512;

    private static final String RANGE =
            " FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" >= ?"
                    + " AND \"sequence_number\" <= ? ORDER BY \"sequence_number\"";
    private static final String LENGTHS = "SELECT \"sequence_number\", OCTET_LENGTH(\"event_payload\")" + RANGE;
    private static final String RECORDS =
            "SELECT \"sequence_number\", \"event_ser_id\", \"event_ser_manifest\", \"event_payload\"" + RANGE;

    private final SideConnections connections;

    LogReader(SideConnections connections) {
        this.connections = connections;
    }

    /**
     * A record and its place.
     *
     * @param sequence its sequence number
     * @param record its bytes
     */
    public record Stored(long sequence, byte[] record) {}

    /**
     * The records of a slot from one sequence number to another, both included, as far as they exist and do not exceed that
     * many bytes together; where there is one, at least one. None where the first of them has been deleted, since the log
     * begins after it.
     *
     * <p>Failure: the stage fails with {@link CorruptJournalException} where a record is missing before others or is none,
     * and with {@link JournalUnavailableException} where the database does not answer.
     */
    public CompletionStage<List<Stored>> read(int slot, long fromSequence, long toSequence, int maxBytes) {
        return connections.run(connection -> {
            long most = Math.min(toSequence, fromSequence + ROWS - 1);
            long last = lastWithin(connection, slot, fromSequence, most, maxBytes);
            return last < fromSequence ? List.of() : records(connection, slot, fromSequence, last);
        });
    }

    /** The sequence number up to which the bound holds. */
    private static long lastWithin(Connection connection, int slot, long from, long to, int maxBytes)
            throws SQLException {
        try (var select = select(connection, LENGTHS, slot, from, to);
                var rows = select.executeQuery()) {
            long expected = from;
            long bytes = 0;
            while (rows.next()) {
                if (isDeleted(connection, slot, expected, rows.getLong(1))) {
                    return from - 1;
                }
                bytes += rows.getLong(2);
                if (bytes > maxBytes && expected > from) {
                    break;
                }
                expected++;
            }
            return expected - 1;
        }
    }

    private static List<Stored> records(Connection connection, int slot, long from, long to) throws SQLException {
        try (var select = select(connection, RECORDS, slot, from, to);
                var rows = select.executeQuery()) {
            var records = new ArrayList<Stored>();
            while (rows.next()) {
                if (isDeleted(connection, slot, from + records.size(), rows.getLong(1))) {
                    return List.of();
                }
                RecordSerializer.check(rows.getInt(2), rows.getString(3));
                records.add(new Stored(rows.getLong(1), rows.getBytes(4)));
            }
            return List.copyOf(records);
        }
    }

    private static PreparedStatement select(Connection connection, String sql, int slot, long from, long to)
            throws SQLException {
        var select = connection.prepareStatement(sql);
        select.setString(1, SlotId.of(slot));
        select.setLong(2, from);
        select.setLong(3, to);
        return select;
    }

    /** Whether the record that should come next is not there, as it should be. */
    private static boolean isDeleted(Connection connection, int slot, long expected, long found) throws SQLException {
        if (found == expected) {
            return false;
        }
        if (expected < KeptTable.first(connection, SlotId.of(slot))) {
            return true;
        }
        throw new CorruptJournalException(
                "record " + expected + " of slot " + slot + " is missing: the next one is " + found);
    }
}
