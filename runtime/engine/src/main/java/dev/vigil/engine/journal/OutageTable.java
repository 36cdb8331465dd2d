package dev.vigil.engine.journal;

import dev.vigil.engine.availability.History;
import dev.vigil.engine.availability.Outage;
import dev.vigil.engine.availability.Sighting;
import dev.vigil.engine.availability.Slots;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.pekko.Done;

/**
 * What the canaries of all nodes have seen, in the database: since when and until when each has watched, and outages. Times are
 * the database's; a node gives its own as so long ago.
 *
 * <p>Threading: safe to share; stages complete on threads of its own, one statement after the other.
 *
 * <p>Failure: a stage fails if the database does not answer; then it may have been written or not, and may be written again.
 */
public final class OutageTable implements AutoCloseable {
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
    private static final String BEAT = "UPDATE \"vigil_watch\" SET \"committed_millis\" = " + NOW
            + ", \"stopped\" = ?, \"since_millis\" = CASE WHEN ? THEN COALESCE(\"since_millis\", " + NOW
            + ") ELSE \"since_millis\" END, \"seen_millis\" = CASE WHEN ? THEN " + NOW
            + " ELSE \"seen_millis\" END WHERE \"node\" = ?";
    private static final String CREATE = "INSERT INTO \"vigil_watch\" (\"node\", \"committed_millis\", \"stopped\","
            + " \"since_millis\", \"seen_millis\") VALUES (?, " + NOW + ", ?, CASE WHEN ? THEN " + NOW
            + " END, CASE WHEN ? THEN " + NOW + " END)";
    private static final String SEEN = "SELECT " + NOW
            + ", MIN(\"since_millis\"), MAX(\"seen_millis\"), COUNT(\"seen_millis\") FROM \"vigil_watch\"";
    private static final String LAST =
            "SELECT \"stopped\" FROM \"vigil_watch\" WHERE \"seen_millis\" IS NOT NULL ORDER BY \"seen_millis\" DESC";
    private static final String NODES =
            "SELECT \"node\", " + NOW + " - \"committed_millis\", \"stopped\" FROM \"vigil_watch\"";
    private static final String PROLONG =
            "UPDATE \"vigil_outage\" SET \"ended_millis\" = ?, \"slots\" = ?, \"cause\" = ? WHERE \"id\" = ?";
    private static final String INSERT = "INSERT INTO \"vigil_outage\" (\"ended_millis\", \"slots\", \"cause\","
            + " \"id\", \"started_millis\") VALUES (?, ?, ?, ?, ?)";
    private static final String OUTAGES = "SELECT \"started_millis\", \"ended_millis\", \"slots\", \"cause\" FROM"
            + " \"vigil_outage\" WHERE \"ended_millis\" > ? ORDER BY \"started_millis\"";
    private static final String FORGET_OUTAGES = "DELETE FROM \"vigil_outage\" WHERE \"ended_millis\" < ?";
    private static final String FORGET_NODES = "DELETE FROM \"vigil_watch\" WHERE \"committed_millis\" < ?";
    private static final long KEPT_MILLIS = History.KEPT.plusDays(1).toMillis();
    private static final int MOST_CAUSE_CHARS = 2_000;

    private final OneConnection database;

    OutageTable(DataSource pool) {
        this.database = new OneConnection(pool, "outages");
    }

    /** How a node says that it is there. */
    public enum Beat {
        /** It can commit, and cannot say more. */
        STARTING,
        /** It watches over the slots. */
        WATCHING,
        /** It stops in order. */
        STOPPED
    }

    /**
     * What a node has said last.
     *
     * @param node its name
     * @param age for how long it has not said more
     * @param isStopped whether it was stopping in order
     */
    public record Seen(String node, Duration age, boolean isStopped) {}

    /** Commits that a node is there, in its row; completes when that is on disk. */
    public CompletionStage<Done> beat(String node, Beat beat) {
        return database.run(connection -> {
            boolean watches = beat == Beat.WATCHING;
            try (var update = connection.prepareStatement(BEAT)) {
                update.setBoolean(1, beat == Beat.STOPPED);
                update.setBoolean(2, watches);
                update.setBoolean(3, watches);
                update.setString(4, node);
                if (update.executeUpdate() == 0) {
                    create(connection, node, beat == Beat.STOPPED, watches);
                }
            }
            return Done.getInstance();
        });
    }

    private static void create(Connection connection, String node, boolean stopped, boolean watches)
            throws SQLException {
        try (var insert = connection.prepareStatement(CREATE)) {
            insert.setString(1, node);
            insert.setBoolean(2, stopped);
            insert.setBoolean(3, watches);
            insert.setBoolean(4, watches);
            insert.executeUpdate();
        }
    }

    /**
     * Writes the time down in which no node was watching, if that has been longer than nodes need to say so, and forgets what
     * is too old. Called by a node that begins to watch, before it says so.
     *
     * @param id of the outage
     * @return how long that was; zero where somebody was watching, or nobody ever has
     */
    public CompletionStage<Duration> closeGap(String id, int slots) {
        return database.run(connection -> {
            long now;
            long seen;
            try (var select = connection.prepareStatement(SEEN);
                    var row = select.executeQuery()) {
                row.next();
                now = row.getLong(1);
                seen = row.getLong(4) == 0 ? now : row.getLong(3);
            }
            delete(connection, FORGET_OUTAGES, now - KEPT_MILLIS);
            delete(connection, FORGET_NODES, now - KEPT_MILLIS);
            if (now - seen <= History.UNWATCHED_AFTER.toMillis()) {
                return Duration.ZERO;
            }
            var cause = History.NOBODY + (wasStopped(connection) ? ", the last one had been stopped" : "");
            write(connection, id, new Outage(seen, now, Slots.text(Slots.all(slots)), cause));
            return Duration.ofMillis(now - seen);
        });
    }

    private static boolean wasStopped(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(LAST)) {
            select.setMaxRows(1);
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void delete(Connection connection, String statement, long beforeMillis) throws SQLException {
        try (var delete = connection.prepareStatement(statement)) {
            delete.setLong(1, beforeMillis);
            delete.executeUpdate();
        }
    }

    /** Writes an outage that this node has seen, or how far it has come. */
    public CompletionStage<Done> save(String id, Sighting seen) {
        return database.run(connection -> {
            long now = now(connection);
            long nowNanos = System.nanoTime();
            write(
                    connection,
                    id,
                    new Outage(
                            now - TimeUnit.NANOSECONDS.toMillis(nowNanos - seen.startNanos()),
                            now - TimeUnit.NANOSECONDS.toMillis(nowNanos - seen.endNanos()),
                            seen.slots(),
                            seen.cause()));
            return Done.getInstance();
        });
    }

    private static long now(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(SEEN);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void write(Connection connection, String id, Outage outage) throws SQLException {
        try (var update = connection.prepareStatement(PROLONG)) {
            fill(update, id, outage);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (var insert = connection.prepareStatement(INSERT)) {
            fill(insert, id, outage);
            insert.setLong(5, outage.startMillis());
            insert.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, String id, Outage outage) throws SQLException {
        var cause = outage.cause();
        statement.setLong(1, outage.endMillis());
        statement.setString(2, outage.slots());
        statement.setString(3, cause.substring(0, Math.min(cause.length(), MOST_CAUSE_CHARS)));
        statement.setString(4, id);
    }

    /** What all nodes have seen in the time that is kept. */
    public CompletionStage<History> history() {
        return database.run(connection -> {
            History empty;
            try (var select = connection.prepareStatement(SEEN);
                    var row = select.executeQuery()) {
                row.next();
                long now = row.getLong(1);
                empty = row.getLong(4) == 0
                        ? History.none(now)
                        : new History(now, row.getLong(2), row.getLong(3), List.of());
            }
            var outages = new ArrayList<Outage>();
            try (var select = connection.prepareStatement(OUTAGES)) {
                select.setLong(1, empty.nowMillis() - KEPT_MILLIS);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        outages.add(new Outage(rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4)));
                    }
                }
            }
            return new History(empty.nowMillis(), empty.sinceMillis(), empty.seenMillis(), outages);
        });
    }

    /** All nodes that have ever been members and are not forgotten yet; only those commit that they are there. */
    public CompletionStage<List<Seen>> seen() {
        return database.run(connection -> {
            var all = new ArrayList<Seen>();
            try (var select = connection.prepareStatement(NODES);
                    var rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(new Seen(rows.getString(1), Duration.ofMillis(rows.getLong(2)), rows.getBoolean(3)));
                }
            }
            return all;
        });
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        database.close();
    }
}
