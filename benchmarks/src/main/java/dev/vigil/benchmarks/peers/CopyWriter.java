package dev.vigil.benchmarks.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Events by COPY in its binary form. */
final class CopyWriter implements StoreWriter {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int COLUMNS = 5;

    private final CopyManager copy;
    private final RowTables tables;

    CopyWriter(Connection connection) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI();
        tables = new RowTables(connection);
    }

    @Override
    public void write(Turn turn) throws SQLException {
        var rows = rows(turn);
        var in = copy.copyIn("COPY event FROM STDIN (FORMAT binary)");
        in.writeToCopy(rows, 0, rows.length);
        in.endCopy();
        tables.write(turn);
    }

    private static byte[] rows(Turn turn) {
        var bytes = new ByteArrayOutputStream(turn.events().size() * 300);
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            out.writeInt(0); // no flags
            out.writeInt(0); // no extension
            long position = turn.firstPosition();
            for (var event : turn.events()) {
                out.writeShort(COLUMNS);
                out.writeInt(Integer.BYTES);
                out.writeInt(turn.partition());
                out.writeInt(Long.BYTES);
                out.writeLong(position++);
                write(out, event.id().getBytes(StandardCharsets.UTF_8));
                write(out, event.subject().orElseThrow().getBytes(StandardCharsets.UTF_8));
                write(out, Handling.bytes(event.data()));
            }
            out.writeShort(-1);
        } catch (IOException e) {
            throw new UncheckedIOException("memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
