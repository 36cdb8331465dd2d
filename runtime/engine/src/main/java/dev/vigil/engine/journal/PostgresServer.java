package dev.vigil.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slick.jdbc.JdbcProfile;
import slick.jdbc.PostgresProfile$;

/** A journal in PostgreSQL, which the nodes of a cluster share. */
final class PostgresServer implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String PREFIX = "jdbc:postgresql:";

    /** What each connection of the pool says first; it holds for the connection's life. */
    private static final List<String> GREETING = List.of(
            // A row that another transaction holds must not hold a writer for longer than its owner waits for it.
            "SET lock_timeout = '3s'",
            "SET statement_timeout = '8s'",
            // A node that stands still with a record written and not committed would keep the slot's next owner from
            // writing: over before the others have given it up.
            "SET idle_in_transaction_session_timeout = '5s'",
            // A session of a node that can no longer be reached ends after 20 s. With the system's own two hours a few
            // cuts leave so many of them that the server takes no more clients.
            "SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),"
                    + " set_config('tcp_keepalives_count', '2', false), set_config('tcp_user_timeout', '20000', false)",
            // The fence of deleted records has to see what was committed a moment ago.
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED",
            // A commit that is not on disk is no commit, whatever the server was set to for others, now or later.
            "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'"
                    + " ELSE current_setting('synchronous_commit') END, false)");

    private static final int CONNECT_SECONDS = 2;
    /** Longer than a write may take, since {@code journal.conf} gives up on that first; ends what hangs on a dead host. */
    private static final int SOCKET_SECONDS = 10;

    private final String name;
    private final PGSimpleDataSource direct;
    private final PatientPostgres pooled;

    private PostgresServer(String name, PGSimpleDataSource direct, PatientPostgres pooled) {
        this.name = name;
        this.direct = direct;
        this.pooled = pooled;
    }

    static boolean matches(String url) {
        return url.startsWith(PREFIX);
    }

    static PostgresServer at(String url, String user, String password) {
        var given = Driver.parseURL(url, null);
        var name = Storage.withoutSettings(url);
        if (given == null) {
            throw new JournalOpenException(
                    "the journal's URL " + name + " cannot be read; expected jdbc:postgresql://HOST:PORT/DATABASE");
        }
        var direct = configured(new PGSimpleDataSource(), given, url, user, password);
        var pooled = configured(new PatientPostgres(), given, url, user, password);
        if (!given.containsKey("socketTimeout")) {
            pooled.setSocketTimeout(SOCKET_SECONDS);
        }
        return new PostgresServer(name, direct, pooled);
    }

    private static <T extends PGSimpleDataSource> T configured(
            T source, Properties given, String url, String user, String password) {
        source.setUrl(url);
        if (!user.isEmpty()) {
            source.setUser(user);
        }
        if (!password.isEmpty()) {
            source.setPassword(password);
        }
        if (!given.containsKey("connectTimeout")) {
            source.setConnectTimeout(CONNECT_SECONDS);
        }
        if (!given.containsKey("targetServerType")) {
            source.setTargetServerType("primary");
        }
        if (!given.containsKey("ApplicationName")) {
            source.setApplicationName("vigil");
        }
        source.setTcpKeepAlive(true);
        // With it, the error of a write carries all of the record as text.
        source.setLogServerErrorDetail(false);
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String migrations() {
        return "dev/vigil/engine/journal/postgresql";
    }

    @Override
    public JdbcProfile profile() {
        return PostgresProfile$.MODULE$;
    }

    @Override
    public DataSource direct() {
        return direct;
    }

    @Override
    public DataSource pooled() {
        return pooled;
    }

    @Override
    public List<String> greeting() {
        return GREETING;
    }

    /** Says what is unusual about the server. */
    @Override
    public void opened(Connection connection) throws SQLException {
        if (setting(connection, "synchronous_commit").equals("off")) {
            LOG.warn("The server has synchronous_commit off; the journal turns it on for its own connections");
        }
        if (setting(connection, "fsync").equals("off")) {
            LOG.warn("The server has fsync off: what it acknowledges does not survive a crash of its machine");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT current_setting(?)")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Override
    public void closing() {
        pooled.close();
    }

    @Override
    public void close() {
        // The server goes on without us.
    }
}
