package dev.vigil.benchmarks.peers;

import dev.vigil.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The PostgreSQL that Vigil and those peers have which keep things in one: the same for all, and it waits for the disk. */
final class StoreServer implements AutoCloseable {
    private static final List<String> SHOWN = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "wal_sync_method",
            "full_page_writes",
            "shared_buffers",
            "max_wal_size",
            "checkpoint_timeout");

    private final TestPostgres postgres;

    private StoreServer(TestPostgres postgres) {
        this.postgres = postgres;
    }

    static StoreServer start() {
        return new StoreServer(TestPostgres.startDurable());
    }

    TestPostgres postgres() {
        return postgres;
    }

    long pid() {
        return postgres.pid();
    }

    /** A connection to that database, which the caller closes. */
    Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, postgres.user(), postgres.password());
    }

    void checkpoint() {
        execute(postgres.url(), "CHECKPOINT");
    }

    void execute(String url, String... statements) {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** The first number of what the query finds. */
    long number(String url, String query) {
        try (var connection = connect(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** What it says of its settings that matter here. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        try (var connection = connect(postgres.url());
                var statement = connection.createStatement()) {
            for (var name : SHOWN) {
                try (var rows = statement.executeQuery("SHOW " + name)) {
                    rows.next();
                    settings.put("postgresql " + name, rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not tell its settings", e);
        }
        return settings;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
