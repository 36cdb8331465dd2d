package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A place in the write-ahead log of a PostgreSQL server.
 *
 * @param segment the name of its file; those of later files are greater
 * @param offset in that file
 */
record WalPosition(String segment, long offset) {
    private static final String NOW =
            "SELECT file_name, file_offset FROM pg_walfile_name_offset(pg_current_wal_flush_lsn())";

    /** Up to where the server says that its disk has everything. */
    static WalPosition of(PostgresProcess server) {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(NOW)) {
            rows.next();
            return new WalPosition(rows.getString(1), rows.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException(NOW, e);
        }
    }

    /** Makes a server that does not run forget what it wrote after this place. */
    void cut(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (name.equals(segment)) {
                    clear(file);
                } else if (name.length() == segment.length() && name.compareTo(segment) > 0) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clear(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            bytes.write(new byte[Math.toIntExact(bytes.length() - offset)]);
        }
    }
}
