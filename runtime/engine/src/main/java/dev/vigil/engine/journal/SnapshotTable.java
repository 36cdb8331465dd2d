package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots in the database. Keeps two of each slot, so that one which cannot be read costs a longer replay and nothing
 * else.
 */
final class SnapshotTable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTable.class);

    private static final String DELETE =
            "DELETE FROM \"snapshot\" WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?";
    private static final String INSERT = "INSERT INTO \"snapshot\" (\"persistence_id\", \"sequence_number\","
            + " \"snapshot_ser_id\", \"snapshot_ser_manifest\", \"snapshot_payload\") VALUES (?, ?, ?, ?, ?)";
    private static final String PRUNE =
            "DELETE FROM \"snapshot\" WHERE \"persistence_id\" = ? AND \"sequence_number\" <"
                    + " (SELECT MAX(\"sequence_number\") FROM \"snapshot\" WHERE \"persistence_id\" = ? AND \"sequence_number\" < ?)";
    private static final String BEFORE = "SELECT MAX(\"sequence_number\") FROM \"snapshot\""
            + " WHERE \"persistence_id\" = ? AND \"sequence_number\" < ?";
    private static final String LIST = "SELECT \"sequence_number\" FROM \"snapshot\" WHERE \"persistence_id\" = ?"
            + " AND \"sequence_number\" <= ? ORDER BY \"sequence_number\" DESC";
    private static final String LOAD = "SELECT \"snapshot_ser_id\", \"snapshot_ser_manifest\", \"snapshot_payload\""
            + " FROM \"snapshot\" WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?";
    private static final String DELETE_TO =
            "DELETE FROM \"snapshot\" WHERE \"persistence_id\" = ? AND \"sequence_number\" <= ?";

    private final SideConnections connections;

    SnapshotTable(SideConnections connections) {
        this.connections = connections;
    }

    /** Saves it and deletes those before the one before it, whose sequence number it gives; 0 for none. */
    CompletionStage<Long> save(String id, SlotSnapshot snapshot) {
        return connections.run(connection -> {
            save(connection, id, snapshot.sequence(), SnapshotSerializer.write(snapshot));
            return before(connection, id, snapshot.sequence());
        });
    }

    private static long before(Connection connection, String id, long sequence) throws SQLException {
        try (var select = connection.prepareStatement(BEFORE)) {
            select.setString(1, id);
            select.setLong(2, sequence);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static void save(Connection connection, String id, long sequence, byte[] bytes) throws SQLException {
        update(connection, DELETE, id, sequence);
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, id);
            insert.setLong(2, sequence);
            insert.setInt(3, SnapshotSerializer.IDENTIFIER);
            insert.setString(4, SnapshotSerializer.MANIFEST);
            insert.setBytes(5, bytes);
            insert.executeUpdate();
        }
        try (var prune = connection.prepareStatement(PRUNE)) {
            prune.setString(1, id);
            prune.setString(2, id);
            prune.setLong(3, sequence);
            prune.executeUpdate();
        }
    }

    /** The latest that can be read, up to that sequence number; each that cannot is logged as an error. */
    CompletionStage<Optional<SlotSnapshot>> latest(String id, long toSequence) {
        return connections.run(connection -> {
            for (long sequence : sequences(connection, id, toSequence)) {
                var snapshot = load(connection, id, sequence);
                if (snapshot.isPresent()) {
                    return snapshot;
                }
            }
            return Optional.empty();
        });
    }

    private static List<Long> sequences(Connection connection, String id, long toSequence) throws SQLException {
        try (var select = connection.prepareStatement(LIST)) {
            select.setString(1, id);
            select.setLong(2, toSequence);
            var sequences = new ArrayList<Long>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    sequences.add(rows.getLong(1));
                }
            }
            return sequences;
        }
    }

    private static Optional<SlotSnapshot> load(Connection connection, String id, long sequence) throws SQLException {
        try (var select = connection.prepareStatement(LOAD)) {
            select.setString(1, id);
            select.setLong(2, sequence);
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? read(id, sequence, rows.getInt(1), rows.getString(2), rows.getBytes(3))
                        : Optional.empty();
            }
        }
    }

    private static Optional<SlotSnapshot> read(
            String id, long sequence, int identifier, String manifest, byte[] bytes) {
        try {
            var snapshot = SnapshotSerializer.read(bytes, identifier, manifest);
            if (snapshot.sequence() != sequence) {
                throw new CorruptJournalException("a snapshot says that it belongs to record " + snapshot.sequence());
            }
            return Optional.of(snapshot);
        } catch (CorruptJournalException e) {
            LOG.error(
                    "A snapshot cannot be read; an older one is used, or the journal, if that is whole id={} sequence={}",
                    id,
                    sequence,
                    e);
            return Optional.empty();
        }
    }

    /** Deletes one. */
    CompletionStage<Done> delete(String id, long sequence) {
        return connections.run(connection -> update(connection, DELETE, id, sequence));
    }

    /** Deletes all up to that sequence number. */
    CompletionStage<Done> deleteTo(String id, long toSequence) {
        return connections.run(connection -> update(connection, DELETE_TO, id, toSequence));
    }

    private static Done update(Connection connection, String sql, String id, long sequence) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.setLong(2, sequence);
            statement.executeUpdate();
        }
        return Done.getInstance();
    }
}
