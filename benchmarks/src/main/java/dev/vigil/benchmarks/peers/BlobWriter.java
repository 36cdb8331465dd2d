package dev.vigil.benchmarks.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/** A turn as one row: events, states and alarms in one LZ4 block. */
final class BlobWriter implements StoreWriter {
    /** The block is compressed already: PostgreSQL is told not to try. */
    static final List<String> SCHEMA = List.of(
            "CREATE TABLE turn (part INT, number BIGINT, bytes INT NOT NULL, payload BYTEA NOT NULL,"
                    + " PRIMARY KEY (part, number))",
            "ALTER TABLE turn ALTER COLUMN payload SET STORAGE EXTERNAL");

    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private final PreparedStatement insert;

    BlobWriter(Connection connection) throws SQLException {
        insert = connection.prepareStatement("INSERT INTO turn VALUES (?, ?, ?, ?)");
    }

    @Override
    public void write(Turn turn) throws SQLException {
        var plain = plain(turn);
        insert.setInt(1, turn.partition());
        insert.setLong(2, turn.number());
        insert.setInt(3, plain.length);
        insert.setBytes(4, compressor.compress(plain));
        insert.executeUpdate();
    }

    private static byte[] plain(Turn turn) {
        var bytes = new ByteArrayOutputStream(turn.events().size() * 300);
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(turn.firstPosition());
            out.writeInt(turn.events().size());
            for (var event : turn.events()) {
                write(out, event.id().getBytes(StandardCharsets.UTF_8));
                write(out, event.subject().orElseThrow().getBytes(StandardCharsets.UTF_8));
                write(out, Handling.bytes(event.data()));
            }
            out.writeInt(turn.changed().size());
            for (var changed : turn.changed().entrySet()) {
                write(out, changed.getKey().getBytes(StandardCharsets.UTF_8));
                out.write(Handling.bytes(changed.getValue()));
            }
            out.writeLong(turn.firstAlarm());
            out.writeInt(turn.alarms().size());
            for (var alarm : turn.alarms()) {
                write(out, alarm);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] value) throws IOException {
        out.writeShort(value.length);
        out.write(value);
    }
}
