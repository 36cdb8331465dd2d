package dev.vigil.engine.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slick.jdbc.H2Profile$;
import slick.jdbc.JdbcProfile;

/** A journal in a file of H2, which belongs to this process alone. */
final class H2Folder implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(H2Folder.class);

    private final H2Url url;
    private final DataSource connections;
    private final FolderLock lock;
    private @Nullable H2Housekeeping housekeeping;

    private H2Folder(H2Url url, DataSource connections, FolderLock lock) {
        this.url = url;
        this.connections = connections;
        this.lock = lock;
    }

    static H2Folder claim(H2Url url, String user, String password) {
        var connections = new JdbcDataSource();
        connections.setURL(url.toString());
        connections.setUser(user);
        connections.setPassword(password);
        return new H2Folder(url, connections, FolderLock.take(url.file()));
    }

    @Override
    public String name() {
        return "jdbc:h2:file:" + url.file();
    }

    @Override
    public String migrations() {
        return "dev/vigil/engine/journal/h2";
    }

    @Override
    public JdbcProfile profile() {
        return H2Profile$.MODULE$;
    }

    @Override
    public DataSource direct() {
        return connections;
    }

    @Override
    public DataSource pooled() {
        return connections;
    }

    @Override
    public List<String> greeting() {
        return List.of();
    }

    @Override
    public void opened(Connection connection) throws SQLException {
        housekeeping = H2Housekeeping.start(connection);
    }

    @Override
    public void closing() {
        // Nothing waits for a database that is in this process.
    }

    @Override
    public void close() {
        if (housekeeping != null) {
            housekeeping.close();
            shutdown();
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The journal's lock could not be released file={}", url.file(), e);
        }
    }

    /** What was committed is in the file already; this leaves it tidy, so that the next start is a quick one. */
    private void shutdown() {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.warn("The journal was not shut down in order file={}", url.file(), e);
        }
    }
}
