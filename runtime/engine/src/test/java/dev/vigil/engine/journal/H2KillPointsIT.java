package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 as the journal uses it, killed between any two changes to its file and within them: what was committed by then must be
 * found on opening. {@link H2KillIT} kills a real process, but meets the rare moments rarely.
 */
class H2KillPointsIT {
    private static final int POINTS = Integer.getInteger("vigil.h2.kill-points", 400);
    private static final int WRITERS = 4;
    private static final int COMMITS = 700;
    /** Records that stay; older ones are deleted, as snapshots are, so that there is space to be used again. */
    private static final int KEPT = 20;

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    /** What the kernel copies without looking whether the process is to be killed. */
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path folder;

    /** What was reported as committed once there had been so many changes to the file. */
    private record Acknowledged(int changes, int writer, int sequence) {}

    @Test
    void whatWasCommittedIsFoundWhereverAKillFalls() throws Exception {
        RecordedFiles.begin();
        var acknowledged = written();
        var changes = RecordedFiles.changes();
        var points = points(new Random(9), changes);
        var last = new int[WRITERS];
        var next = 0;
        var lost = new ArrayList<String>();
        try (var file = FileChannel.open(
                folder.resolve("killed.mv.db"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < changes.size(); i++) {
                for (; next < acknowledged.size() && acknowledged.get(next).changes() <= i; next++) {
                    last[acknowledged.get(next).writer()] =
                            acknowledged.get(next).sequence();
                }
                if (points.containsKey(i)) {
                    apply(file, changes.get(i), points.get(i));
                    var missing = missing(last);
                    if (!missing.isEmpty()) {
                        lost.add("at change " + i + " of " + changes.size() + ":" + missing);
                    }
                }
                apply(file, changes.get(i), Integer.MAX_VALUE);
            }
        }
        System.out.println(
                "H2KillPointsIT: " + points.size() + " kills among " + changes.size() + " changes to a file of "
                        + folder.resolve("journal.mv.db").toFile().length() + " bytes");
        assertThat(acknowledged).hasSize(WRITERS * COMMITS);
        assertThat(lost).isEmpty();
    }

    /** Commits as the journal does, with its settings and its housekeeping. */
    private List<Acknowledged> written() throws Exception {
        var url = H2Url.parse("jdbc:h2:file:" + folder.resolve("journal"))
                .toString()
                .replace("jdbc:h2:file:", "jdbc:h2:" + RecordedFiles.SCHEME + ":");
        var acknowledged = Collections.synchronizedList(new ArrayList<Acknowledged>());
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement();
                var threads = Executors.newFixedThreadPool(WRITERS)) {
            statement.execute(
                    "CREATE TABLE record (writer INT, sequence INT, payload BLOB, PRIMARY KEY (writer, sequence))");
            // Space comes to be used again after that time; a test cannot wait as long as a node does.
            statement.execute("SET RETENTION_TIME 200");
            try (var _ = H2Housekeeping.start(connection)) {
                var writers = new ArrayList<Callable<Void>>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    int number = writer;
                    writers.add(() -> {
                        write(url, number, acknowledged);
                        return null;
                    });
                }
                for (var done : threads.invokeAll(writers, 60, TimeUnit.SECONDS)) {
                    done.get();
                }
            }
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
        return acknowledged.stream()
                .sorted((one, two) -> Integer.compare(one.changes(), two.changes()))
                .toList();
    }

    private static void write(String url, int writer, List<Acknowledged> acknowledged) throws SQLException {
        var random = new Random(writer);
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)");
                var delete = connection.prepareStatement("DELETE FROM record WHERE writer = ? AND sequence = ?")) {
            connection.setAutoCommit(false);
            for (int sequence = 1; sequence <= COMMITS; sequence++) {
                insert.setInt(1, writer);
                insert.setInt(2, sequence);
                insert.setBytes(3, new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 30_000 : 3_000)]);
                insert.executeUpdate();
                delete.setInt(1, writer);
                delete.setInt(2, sequence - KEPT);
                delete.executeUpdate();
                connection.commit();
                acknowledged.add(new Acknowledged(RecordedFiles.count(), writer, sequence));
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
    }

    /**
     * Changes that are not carried out to their end, with the bytes that are: at most half of all, and none of the first, before
     * there is a table.
     */
    private static NavigableMap<Integer, Integer> points(Random random, List<RecordedFiles.Change> changes) {
        var points = new TreeMap<Integer, Integer>();
        while (points.size() < Math.min(POINTS, changes.size() / 2)) {
            int at = random.nextInt(changes.size() / 4, changes.size());
            points.put(
                    at,
                    switch (changes.get(at)) {
                        case RecordedFiles.Change.Written written ->
                            PAGE_BYTES * random.nextInt((written.bytes().length + PAGE_BYTES - 1) / PAGE_BYTES);
                        case RecordedFiles.Change.Truncated _ -> 0;
                    });
        }
        return points;
    }

    private static void apply(FileChannel file, RecordedFiles.Change change, int bytes) throws IOException {
        switch (change) {
            case RecordedFiles.Change.Written written -> {
                var source = ByteBuffer.wrap(written.bytes(), 0, Math.min(bytes, written.bytes().length));
                for (long at = written.position(); source.hasRemaining(); ) {
                    at += file.write(source, at);
                }
            }
            case RecordedFiles.Change.Truncated truncated -> {
                if (bytes > 0) {
                    file.truncate(truncated.size());
                }
            }
        }
    }

    /** Opens what the killed process left and tells what should be there and is not; empty if all is. */
    private String missing(int[] last) {
        var missing = new StringBuilder();
        try (var connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.resolve("killed") + ";ACCESS_MODE_DATA=r", "sa", "");
                var statement = connection.createStatement()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int found = found(connection, writer);
                if (found < last[writer]) {
                    missing.append(" writer " + writer + " committed " + last[writer] + ", found " + found + ";");
                }
            }
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            missing.append(' ').append(e.getMessage());
        }
        return missing.toString();
    }

    private static int found(Connection connection, int writer) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT COUNT(*), MAX(sequence), MIN(sequence) FROM record WHERE writer = ?")) {
            query.setInt(1, writer);
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).as("records, none missing").isEqualTo(row.getInt(2) - row.getInt(3) + 1);
                return row.getInt(2);
            }
        }
    }
}
